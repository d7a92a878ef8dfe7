import type { ChoiceState, Flow, MapState, State, TaskState } from './definition';
import { checkSize, namesError, StatesError } from './errors';
import { evaluate, numberOf, textOf, type Scope } from './expression';
import { inputsOf } from './map-inputs';
import type { Child, MapRun } from './map-children';
import { runChildren } from './map-run';
import { Retries } from './retrying';
import type { Surroundings } from './surroundings';

/** How a state was left. */
export interface Step {
  /** Name of the next state; absent where the execution ends. */
  readonly to?: string | undefined;
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>>;
}

/** What a state finds around it. */
export interface Entry {
  readonly execution: {
    readonly arn: string;
    readonly options: {
      readonly surroundings: Surroundings;
      readonly stateMachine: { readonly name: string; readonly arn: string };
    };
    child(flow: Flow, run: Pick<MapRun, 'id' | 'stateMachineArn'>, label: string, input: unknown): Child;
  };
  readonly stateName: string;
  readonly scope: (retryCount: number) => Scope;
  /** What a redrive finds of a map that failed. */
  readonly openRun: MapRun | undefined;
  readonly setOpenRun: (run: MapRun | undefined) => void;
  readonly retrying: (error: StatesError, waitSeconds: number) => Promise<void>;
  readonly caught: (error: StatesError) => void;
}

/** @throws StatesError where the state fails and nobody catches it */
export async function step(state: State, entry: Entry): Promise<Step> {
  const scope = entry.scope(0);
  switch (state.Type) {
    case 'Task':
      return attempts(state, entry, (at) => invoke(state, entry, at));
    case 'Map': {
      let open = entry.openRun;
      return attempts(state, entry, async (at) => {
        const run = open ? resumed(open, entry) : await startRun(state, entry, at);
        // An attempt after this one begins anew; only a redrive takes a run up again.
        open = undefined;
        return runChildren(state, at, run, entry.execution.options.surroundings);
      });
    }
    case 'Choice':
      return choose(state, scope);
    case 'Pass':
      return leave(state, state.Next, scope, scope.states['input']);
    case 'Succeed':
      return leave(state, undefined, scope, scope.states['input']);
    case 'Fail':
      throw new StatesError(
        state.Error === undefined ? '' : await textOf(state.Error, scope),
        state.Cause === undefined ? '' : await textOf(state.Cause, scope),
      );
  }
}

async function invoke(state: TaskState, { execution }: Entry, scope: Scope): Promise<unknown> {
  const given = await evaluate(state.Arguments, scope);
  return execution.options.surroundings.invoke(given, await numberOf(state.TimeoutSeconds, scope));
}

async function startRun(state: MapState, { execution, stateName, setOpenRun }: Entry, scope: Scope): Promise<MapRun> {
  const { surroundings, stateMachine } = execution.options;
  setOpenRun(undefined);
  const inputs = await inputsOf(state, scope, surroundings);
  surroundings.require('States.Permissions', { action: 'states:StartExecution', resource: stateMachine.arn });
  const id = surroundings.parts.state.identifiers.uuid('map run', `${execution.arn} ${stateName}`);
  const label = state.Label ?? stateName.replace(/[^\w-]/g, '').slice(0, 40);
  const stateMachineArn = `${stateMachine.arn}/${label}`;
  const run = {
    id,
    arn: `${stateMachineArn.replace(':stateMachine:', ':mapRun:')}:${id}`,
    stateMachineArn,
    children: inputs.map(({ input, items }) => ({
      child: execution.child(state.flow, { id, stateMachineArn }, label, input),
      items,
    })),
  };
  setOpenRun(run);
  return run;
}

/** @throws StatesError where the role may not redrive children */
function resumed(run: MapRun, { execution }: Entry): MapRun {
  const resource = `${run.stateMachineArn.replace(':stateMachine:', ':execution:')}:*`;
  execution.options.surroundings.require('States.Permissions', { action: 'states:RedriveExecution', resource });
  return run;
}

async function attempts(
  state: TaskState | MapState,
  entry: Entry,
  work: (scope: Scope) => Promise<unknown>,
): Promise<Step> {
  const { identifiers } = entry.execution.options.surroundings.parts.state;
  const retries = new Retries(state.Retry, `${entry.execution.arn} ${entry.stateName}`, identifiers);
  for (let count = 0; ; count += 1) {
    const scope = entry.scope(count);
    try {
      const result = await work(scope);
      return await leave(state, state.Next, { ...scope, states: { ...scope.states, result } }, result);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const waitSeconds = retries.next(error);
      if (waitSeconds === undefined) return recover(state, entry, error);
      await entry.retrying(error, waitSeconds);
    }
  }
}

async function recover(state: TaskState | MapState, entry: Entry, error: StatesError): Promise<Step> {
  const catcher = state.Catch.find(({ ErrorEquals }) => namesError(ErrorEquals, error));
  if (!catcher) throw error;
  entry.caught(error);
  const scope = entry.scope(0);
  const states = { ...scope.states, errorOutput: error.output };
  return leave(catcher, catcher.Next, { ...scope, states }, error.output);
}

async function choose(state: ChoiceState, scope: Scope): Promise<Step> {
  for (const choice of state.Choices) {
    const holds = await evaluate(choice.Condition, scope);
    if (typeof holds !== 'boolean') {
      throw new StatesError('States.QueryEvaluationError', `'${choice.Condition}' must come to a boolean`);
    }
    if (holds) return leave(choice, choice.Next, scope, scope.states['input']);
  }
  if (state.Default === undefined) throw new StatesError('States.NoChoiceMatched', 'No choice matched.');
  return leave(state, state.Default, scope, scope.states['input']);
}

/** Output and variables are worked out side by side: neither sees the other's outcome. */
async function leave(
  { Output, Assign = {} }: { readonly Output?: unknown; readonly Assign?: Record<string, unknown> | undefined },
  to: string | undefined,
  scope: Scope,
  otherwise: unknown,
): Promise<Step> {
  const output = Output === undefined ? otherwise : await evaluate(Output, scope);
  const entries = Object.entries(Assign).map(async ([name, value]) => [name, await evaluate(value, scope)] as const);
  checkSize('the output', output);
  return { to, output, assigned: Object.fromEntries(await Promise.all(entries)) };
}
