import { z } from 'zod';
import { checkTemplates } from './expression';
import { UnsupportedDefinitionError } from './errors';

const numeric = z.union([z.number().nonnegative(), z.string()]);
const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const produced = { Assign: z.record(z.string(), z.unknown()).optional(), Output: z.unknown().optional() };
const transition = { Next: z.string().optional(), End: z.literal(true).optional() };
const errorNames = z
  .array(z.string())
  .min(1)
  .refine((names) => !names.includes('States.ALL') || names.length === 1, 'States.ALL stands alone');
const retry = z.strictObject({
  ErrorEquals: errorNames,
  IntervalSeconds: z.number().int().positive().default(1),
  MaxAttempts: z.number().int().nonnegative().default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.number().positive().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  Comment: z.string().optional(),
});
const catcher = z.strictObject({
  ErrorEquals: errorNames,
  Next: z.string(),
  ...produced,
  Comment: z.string().optional(),
});
const handled = { Retry: z.array(retry).default([]), Catch: z.array(catcher).default([]) };
const choice = z.strictObject({ Condition: z.string(), Next: z.string(), ...produced, Comment: z.string().optional() });

const reader = z.strictObject({
  Resource: z.literal('arn:aws:states:::s3:getObject'),
  ReaderConfig: z.strictObject({ InputType: z.literal('JSON'), MaxItems: numeric.optional() }),
  Arguments: z.strictObject({ Bucket: z.string(), Key: z.string(), VersionId: z.string().optional() }),
});
const writer = z.strictObject({
  Resource: z.literal('arn:aws:states:::s3:putObject'),
  Arguments: z.strictObject({ Bucket: z.string(), Prefix: z.string() }),
  WriterConfig: z.strictObject({ Transformation: z.literal('NONE'), OutputType: z.literal('JSON') }).optional(),
});
const batcher = z.strictObject({
  MaxItemsPerBatch: numeric.optional(),
  MaxInputBytesPerBatch: numeric.optional(),
  BatchInput: z.record(z.string(), z.unknown()).optional(),
});
const processor = z.strictObject({
  ProcessorConfig: z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.literal('STANDARD') }),
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
  Comment: z.string().optional(),
});

const SHAPES = {
  Task: z.strictObject({
    ...{ ...common, ...produced, ...transition, ...handled },
    Type: z.literal('Task'),
    Resource: z.literal('arn:aws:states:::lambda:invoke'),
    Arguments: z.strictObject({ FunctionName: z.string(), Payload: z.unknown().optional() }),
    TimeoutSeconds: numeric.optional(),
  }),
  Map: z.strictObject({
    ...{ ...common, ...produced, ...transition, ...handled },
    Type: z.literal('Map'),
    Label: z.string().max(40).optional(),
    ItemReader: reader,
    ItemSelector: z.unknown().optional(),
    ItemBatcher: batcher.optional(),
    MaxConcurrency: numeric.default(0),
    ToleratedFailurePercentage: numeric.optional(),
    ToleratedFailureCount: numeric.optional(),
    ItemProcessor: processor,
    ResultWriter: writer.optional(),
  }),
  Choice: z.strictObject({
    ...{ ...common, ...produced },
    Type: z.literal('Choice'),
    Choices: z.array(choice).min(1),
    Default: z.string().optional(),
  }),
  Pass: z.strictObject({ ...common, ...produced, ...transition, Type: z.literal('Pass') }),
  Succeed: z.strictObject({ ...common, Type: z.literal('Succeed'), Output: z.unknown().optional() }),
  Fail: z.strictObject({
    ...common,
    Type: z.literal('Fail'),
    Error: z.string().optional(),
    Cause: z.string().optional(),
  }),
};

const stateShape = z.discriminatedUnion('Type', [
  SHAPES.Task,
  SHAPES.Map,
  SHAPES.Choice,
  SHAPES.Pass,
  SHAPES.Succeed,
  SHAPES.Fail,
]);

export type TaskState = z.infer<typeof SHAPES.Task>;
export type MapState = z.infer<typeof SHAPES.Map> & { readonly flow: Flow };
export type ChoiceState = z.infer<typeof SHAPES.Choice>;
export type State =
  | TaskState
  | MapState
  | ChoiceState
  | z.infer<typeof SHAPES.Pass>
  | z.infer<typeof SHAPES.Succeed>
  | z.infer<typeof SHAPES.Fail>;

/** States that lead to each other. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A state machine, read as strictly as Step Functions reads it, and stricter: what is not known here is an error. */
export interface Definition extends Flow {
  readonly timeoutSeconds: number | undefined;
}

const machine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.number().positive().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
});

/** @throws UnsupportedDefinitionError naming state and field */
export function parseDefinition(text: string): Definition {
  const { StartAt, States, TimeoutSeconds } = read('the state machine', machine, JSON.parse(text));
  return { ...flowOf(StartAt, States), timeoutSeconds: TimeoutSeconds };
}

function flowOf(startAt: string, raw: Readonly<Record<string, unknown>>): Flow {
  const states = new Map(Object.entries(raw).map(([name, value]) => [name, stateOf(name, value)]));
  const check = (from: string, to: string) => {
    if (!states.has(to)) throw new UnsupportedDefinitionError(`${from} leads to "${to}", which does not exist`);
  };
  check('StartAt', startAt);
  for (const [name, state] of states) for (const to of targetsOf(state)) check(`the state "${name}"`, to);
  return { startAt, states };
}

function stateOf(name: string, value: unknown): State {
  const where = `the state "${name}"`;
  const { Type } = read(where, z.looseObject({ Type: z.string() }), value);
  if (!(Type in SHAPES)) throw new UnsupportedDefinitionError(`${where}: the Type ${Type} is not known here`);
  const state = read(where, stateShape, value);
  if (state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Pass') {
    if ((state.Next === undefined) === (state.End === undefined)) {
      throw new UnsupportedDefinitionError(`${where}: needs one of Next and End`);
    }
  }
  if (state.Type !== 'Map') {
    checkTemplates(where, state);
    return state;
  }
  const { ItemProcessor, ...own } = state;
  checkTemplates(where, own);
  return { ...state, flow: flowOf(ItemProcessor.StartAt, ItemProcessor.States) };
}

function targetsOf(state: State): string[] {
  const next = 'Next' in state && state.Next !== undefined ? [state.Next] : [];
  const caught = 'Catch' in state ? state.Catch.map(({ Next }) => Next) : [];
  if (state.Type !== 'Choice') return [...next, ...caught];
  return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
}

function read<T>(where: string, shape: z.ZodType<T>, value: unknown): T {
  const { data, error } = shape.safeParse(value);
  if (!error) return data;
  const [issue] = error.issues;
  if (!issue) throw error;
  const field = issue.path.length > 0 ? `, field ${issue.path.join('.')}` : '';
  const what =
    issue.code === 'unrecognized_keys' ? `the field ${issue.keys.join(', ')} is not known here` : issue.message;
  throw new UnsupportedDefinitionError(`${where}${field}: ${what}`);
}
