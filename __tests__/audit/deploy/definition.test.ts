import validate from 'asl-validator';
import jsonata from 'jsonata';
import * as z from 'zod';
import { BUSY, RUN_SECONDS, UNFINISHED } from '../../../src/audit/contract';
import { definitionOf, type DefinitionNames } from '../../../src/audit/deploy/definition';
import { parseDefinition } from '../../../src/embedded-account/states/definition';

// Much to compute: seconds on a busy machine.
jest.setTimeout(120_000);

const arnOf = (job: string) => `arn:aws:lambda:us-east-1:111122223333:function:g-room-${job}`;
const names: DefinitionNames = {
  comment: 'Audits',
  bucket: 'g-evidence-111122223333',
  inventoryArn: arnOf('inventory'),
  batchArn: arnOf('batch'),
  summaryArn: arnOf('summary'),
  integrationArn: (integration) => `arn:aws:states:::${integration}`,
  timeoutSeconds: { inventory: 900, batch: 800, plan: 700, change: 600, summary: 300 },
};
const planning: DefinitionNames = { ...names, planArn: arnOf('plan') };
const changing: DefinitionNames = { ...planning, changeArn: arnOf('change') };

const task = z.looseObject({
  Arguments: z.object({ FunctionName: z.string(), Payload: z.unknown() }),
  TimeoutSeconds: z.number(),
  Retry: z.array(
    z.looseObject({
      ...{ ErrorEquals: z.array(z.string()), IntervalSeconds: z.number(), BackoffRate: z.number() },
      ...{ MaxAttempts: z.number(), MaxDelaySeconds: z.optional(z.number()) },
    }),
  ),
});
const map = z.looseObject({
  ItemReader: z.looseObject({ Arguments: z.record(z.string(), z.unknown()) }),
  ItemBatcher: z.looseObject({ BatchInput: z.record(z.string(), z.unknown()) }),
  ResultWriter: z.looseObject({ Arguments: z.record(z.string(), z.unknown()) }),
  Output: z.record(z.string(), z.unknown()),
});
const machine = z.looseObject({
  TimeoutSeconds: z.number(),
  States: z.object({
    Inventory: task,
    Audit: map.extend({ ItemProcessor: z.looseObject({ States: z.object({ Batch: task }) }) }),
    Plan: task.extend({ Output: z.record(z.string(), z.unknown()) }),
    Route: z.looseObject({ Choices: z.tuple([z.object({ Condition: z.string(), Next: z.string() })]) }),
    Change: map.extend({ ItemProcessor: z.looseObject({ States: z.object({ ChangeBatch: task }) }) }),
    Summary: task,
  }),
});

const text = JSON.stringify(definitionOf(changing));
const { States, TimeoutSeconds } = machine.parse(JSON.parse(text));
const tasks = [
  States.Inventory,
  States.Audit.ItemProcessor.States.Batch,
  States.Plan,
  States.Change.ItemProcessor.States.ChangeBatch,
  States.Summary,
];

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
  describe.each([
    ['that plans nothing', names, ['Inventory', 'Audit', 'Summary']],
    ['that only plans', planning, ['Inventory', 'Audit', 'Plan', 'Summary']],
    ['that changes', changing, ['Inventory', 'Audit', 'Plan', 'Route', 'Change', 'Summary']],
  ])('%s', (_, given, states) => {
    const definition = JSON.stringify(definitionOf(given));

    it('is one that Step Functions accepts', () => {
      // The validator changes what it is given.
      const { isValid, errorsText } = validate(
        structuredClone(z.record(z.string(), z.json()).parse(JSON.parse(definition))),
      );
      expect(errorsText('; ')).toBe('');
      expect(isValid).toBe(true);
    });

    it(`is one that the embedded account runs: ${states.join(', ')}`, () => {
      expect([...parseDefinition(definition).states.keys()]).toEqual(states);
    });
  });

  it('changes only where the plan has something to change', async () => {
    const [{ Condition, Next }] = States.Route.Choices;
    expect(Next).toBe('Change');
    expect(States.Route).toMatchObject({ Default: 'Summary' });
    expect(await comesTo(Condition, { input: { changes: 1 } })).toBe(true);
    expect(await comesTo(Condition, { input: { changes: 0 } })).toBe(false);
  });

  it('holds nothing that Terraform reads as an expression or a directive', () => {
    expect(text).not.toMatch(/[$%]\{/);
  });

  it('asks a function again for what Lambda itself could not do, and for a change that was not finished; it catches nothing', () => {
    const unfinished = tasks.map(({ Retry }) => Retry.some(({ ErrorEquals }) => ErrorEquals.includes(UNFINISHED)));
    expect(unfinished).toEqual([false, false, false, true, false]);
    for (const { Retry } of tasks) {
      const errors = Retry.flatMap(({ ErrorEquals }) => ErrorEquals).filter((one) => ![BUSY, UNFINISHED].includes(one));
      expect(errors).toHaveLength(4);
      for (const error of errors) expect(error).toMatch(/^Lambda\./);
    }
    expect(text).not.toContain('Catch');
    for (const one of [States.Audit, States.Change]) expect(one).not.toHaveProperty('Retry');
  });

  it('waits for another run that calls IAM as long as that may take, in every step that calls IAM, and never in the summary', () => {
    const waits = tasks.map(({ Retry }) => Retry.filter(({ ErrorEquals }) => ErrorEquals.includes(BUSY)));
    expect(waits.map(({ length }) => length)).toEqual([1, 1, 1, 1, 0]);
    for (const { ErrorEquals, MaxAttempts, ...wait } of waits.flat()) {
      expect(ErrorEquals).toEqual([BUSY]);
      const delays = Array.from({ length: MaxAttempts }, (_, attempt) =>
        Math.min(wait.IntervalSeconds * wait.BackoffRate ** attempt, wait.MaxDelaySeconds ?? Infinity),
      );
      const waited = delays.reduce((sum, delay) => sum + delay, 0);
      expect(waited).toBeGreaterThanOrEqual(RUN_SECONDS);
      expect(waited).toBeLessThan(RUN_SECONDS + 60);
      expect(Math.max(...delays)).toBe(30);
      // Each attempt is about three events of the execution's history, which may have 25,000.
      expect(MaxAttempts).toBeLessThan(1_000);
    }
  });

  it('gives up a task soon after its function, and a run after six hours of waiting and six of work', () => {
    expect(tasks.map((one) => one.TimeoutSeconds)).toEqual([960, 860, 760, 660, 360]);
    expect(TimeoutSeconds).toBe(12 * 3600);
  });

  it('never starts all batches at once', () => {
    expect(States.Audit).toMatchObject({
      MaxConcurrency: '{% $states.input.plan.concurrency %}',
      ToleratedFailurePercentage: '{% $states.input.plan.toleratedFailurePercentage %}',
    });
    expect(States.Change).toMatchObject({
      MaxConcurrency: '{% $states.input.share.concurrency %}',
      ToleratedFailurePercentage: '{% $states.input.share.toleratedFailurePercentage %}',
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

  const ResultWriterDetails = { Bucket: 'b', Key: 'k' };
  const audited = { ...run, principals: 7, resultsManifest: ResultWriterDetails };
  const planned = { planKey: 'p', changesKey: 'c', changes: 2, share: plan };

  it('the function that plans: the run, and where the results are', async () => {
    const input = await comesTo(States.Audit.Output, { input: found, result: { MapRunArn: 'm', ResultWriterDetails } });
    expect(input).toEqual(audited);
    expect(await comesTo(States.Plan.Arguments.Payload, { input })).toEqual(audited);
  });

  it('a batch that changes: its items, with the run and its share of the rate', async () => {
    const input = await comesTo(States.Plan.Output, { input: audited, result: { Payload: planned } });
    expect(input).toEqual({ ...audited, ...planned });
    const { ItemReader, ItemBatcher, ItemProcessor, ResultWriter } = States.Change;
    expect(await comesTo(ItemReader.Arguments, { input })).toEqual({ Bucket: names.bucket, Key: 'c' });
    expect(await comesTo(ItemBatcher.BatchInput, { input })).toEqual({ ...run, callsPerSecond: 2 });
    expect(ItemProcessor.States.ChangeBatch.Arguments.Payload).toBe('{% $states.input %}');
    expect(await comesTo(ResultWriter.Arguments, { input })).toEqual({
      ...{ Bucket: names.bucket, Prefix: 'base/runs/run-1/change-results' },
    });
  });

  it('the summary: the run, where everything is, and which attempt it is', async () => {
    const { Payload } = States.Summary.Arguments;
    const context = { Execution: {}, State: { RetryCount: 0 } };
    const given = (input: unknown) => comesTo(Payload, { input, context });
    const nothing = { planKey: null, changesManifest: null };

    expect(await given(audited)).toEqual({ ...audited, ...nothing, attempt: 0 });
    expect(await given({ ...audited, ...planned })).toEqual({ ...audited, ...nothing, planKey: 'p', attempt: 0 });

    const details = { Bucket: 'b', Key: 'changed' };
    const input = await comesTo(States.Change.Output, {
      input: { ...audited, ...planned },
      result: { MapRunArn: 'm', ResultWriterDetails: details },
    });
    expect(await given(input)).toEqual({ ...audited, planKey: 'p', changesManifest: details, attempt: 0 });
    expect(await comesTo(Payload, { input, context: { Execution, State: { RetryCount: 1 } } })).toMatchObject({
      attempt: 21,
    });
  });
});
