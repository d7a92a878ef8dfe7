import validate from 'asl-validator';
import jsonata from 'jsonata';
import * as z from 'zod';
import { definitionOf, type DefinitionNames } from '../../src/audit/definition';
import { parseDefinition } from '../../src/local/states/definition';

const arnOf = (job: string) => `arn:aws:lambda:us-east-1:111122223333:function:g-room-${job}`;
const names: DefinitionNames = {
  comment: 'Audits',
  bucket: 'g-evidence-111122223333',
  inventoryArn: arnOf('inventory'),
  batchArn: arnOf('batch'),
  summaryArn: arnOf('summary'),
  integrationArn: (integration) => `arn:aws:states:::${integration}`,
  timeoutSeconds: { inventory: 900, batch: 800, summary: 300 },
};

const task = z.looseObject({
  Arguments: z.object({ FunctionName: z.string(), Payload: z.unknown() }),
  TimeoutSeconds: z.number(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })),
});
const machine = z.looseObject({
  TimeoutSeconds: z.number(),
  States: z.object({
    Inventory: task,
    Audit: z.looseObject({
      ItemBatcher: z.looseObject({ BatchInput: z.record(z.string(), z.unknown()) }),
      ItemProcessor: z.looseObject({ States: z.object({ Batch: task }) }),
      Output: z.record(z.string(), z.unknown()),
    }),
    Summary: task,
  }),
});

const text = JSON.stringify(definitionOf(names));
const { States, TimeoutSeconds } = machine.parse(JSON.parse(text));
const tasks = [States.Inventory, States.Audit.ItemProcessor.States.Batch, States.Summary];

/** What JSONata makes of a field of the definition, or of each of an object's. */
async function comesTo(field: unknown, $states: object): Promise<unknown> {
  if (typeof field === 'object' && field !== null) {
    const entries = Object.entries(field).map(async ([key, value]) => [key, await comesTo(value, $states)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
  const [, source] = /^\{%(.*)%\}$/.exec(String(field)) ?? [];
  return source === undefined ? field : jsonata(source).evaluate(undefined, { states: $states });
}

describe('the state machine of an audit', () => {
  it('is one that Step Functions accepts', () => {
    // The validator changes what it is given.
    const { isValid, errorsText } = validate(structuredClone(z.record(z.string(), z.json()).parse(JSON.parse(text))));
    expect(errorsText('; ')).toBe('');
    expect(isValid).toBe(true);
  });

  it('is one that the embedded account runs', () => {
    expect([...parseDefinition(text).states.keys()]).toEqual(['Inventory', 'Audit', 'Summary']);
  });

  it('holds nothing that Terraform reads as an expression or a directive', () => {
    expect(text).not.toMatch(/[$%]\{/);
  });

  it('asks a function again only for what Lambda itself could not do, and catches nothing', () => {
    for (const { Retry } of tasks) {
      expect(Retry).toHaveLength(1);
      for (const error of Retry.flatMap(({ ErrorEquals }) => ErrorEquals)) expect(error).toMatch(/^Lambda\./);
    }
    expect(text).not.toContain('Catch');
    expect(States.Audit).not.toHaveProperty('Retry');
  });

  it('gives up a task soon after its function, and a run after six hours', () => {
    expect(tasks.map((one) => one.TimeoutSeconds)).toEqual([960, 860, 360]);
    expect(TimeoutSeconds).toBe(21_600);
  });

  it('never starts all batches at once', () => {
    expect(States.Audit).toMatchObject({
      MaxConcurrency: '{% $states.input.plan.concurrency %}',
      ToleratedFailurePercentage: '{% $states.input.plan.toleratedFailurePercentage %}',
    });
  });
});

describe('what the functions are given', () => {
  const run = { runId: 'run-1', startedAt: '2026-01-01T00:00:00Z', purpose: 'change', prefix: 'base/runs/run-1' };
  const Execution = { Name: 'run-1', StartTime: '2026-01-01T00:00:00Z', RedriveCount: 2 };
  const plan = { concurrency: 5, callsPerSecond: 2, itemsPerBatch: 40, toleratedFailurePercentage: 5 };
  const found = { ...run, account: '111122223333', manifestKey: 'k', principals: 7, plan };

  it('the inventory: the run, and what it is for', async () => {
    const { Payload } = States.Inventory.Arguments;
    const context = { Execution };
    expect(await comesTo(Payload, { input: { purpose: 'change' }, context })).toEqual({
      runId: 'run-1',
      startedAt: '2026-01-01T00:00:00Z',
      purpose: 'change',
    });
    expect(await comesTo(Payload, { input: {}, context })).toMatchObject({ purpose: 'audit' });
  });

  it('a batch: its items, with the run and its share of the rate', async () => {
    expect(await comesTo(States.Audit.ItemBatcher.BatchInput, { input: found })).toEqual({ ...run, callsPerSecond: 2 });
    expect(States.Audit.ItemProcessor.States.Batch.Arguments.Payload).toBe('{% $states.input %}');
  });

  it('the summary: the run, where the results are, and which attempt it is', async () => {
    const ResultWriterDetails = { Bucket: 'b', Key: 'k' };
    const input = await comesTo(States.Audit.Output, { input: found, result: { MapRunArn: 'm', ResultWriterDetails } });
    const given = { ...run, principals: 7, resultsManifest: ResultWriterDetails };
    expect(input).toEqual(given);
    const { Payload } = States.Summary.Arguments;
    const attempt = (context: object) => comesTo(Payload, { input, context });
    expect(await attempt({ Execution, State: { RetryCount: 1 } })).toEqual({ ...given, attempt: 21 });
    expect(await attempt({ Execution: {}, State: { RetryCount: 0 } })).toEqual({ ...given, attempt: 0 });
  });
});
