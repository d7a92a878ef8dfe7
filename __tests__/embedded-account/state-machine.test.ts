import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { aMap, aTask, MACHINE_ACTIONS, stateStack, type StateStack } from './support/state-stack';
import { temporaryFolder } from '../support/temporary-folder';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

afterEach(stopAccounts);

/** Fails for every item that says so, as long as the file it is told to look for is missing. */
const FAILS_FOR_BAD = `const { existsSync } = require('node:fs');
exports.handler = async ({ Items, BatchInput }) => {
  console.log(JSON.stringify(Items));
  if (Items.some((item) => item.bad && !existsSync(item.bad))) throw new RangeError('bad item');
  return { done: Items.length, run: BatchInput.run };
};`;

const MISSING = '/nowhere/at-all';

async function deployed(stack: StateStack, list: unknown = [1, 2, 3, 4, 5]): Promise<EmbeddedAccount> {
  const account = await anAccount({ templatePath: stateStack(stack) });
  account.putObject('evidence', 'list.json', JSON.stringify(list));
  return account;
}
const run = (account: EmbeddedAccount, input: object = { key: 'list.json' }) =>
  account.runStateMachine('audit', input, 'run-1');
const outcome = async (stack: StateStack, input?: object) => {
  const { status, output, error, cause } = await run(await deployed(stack), input);
  return { status, output, error, cause };
};

const manifest = z.object({
  DestinationBucket: z.string(),
  MapRunArn: z.string(),
  ResultFiles: z.record(z.string(), z.array(z.object({ Key: z.string(), Size: z.number() }))),
});
const records = z.array(z.looseObject({ Status: z.string(), Input: z.string(), RedriveCount: z.number() }));

function resultsOf(account: EmbeddedAccount) {
  const objects = account.objects('evidence', 'runs/');
  const json = (name: string): unknown => {
    const found = objects.find(({ key }) => key.endsWith(`/${name}`));
    return found && JSON.parse(found.body.toString());
  };
  return {
    keys: objects.map(({ key }) => key.replace(/^runs\/[^/]+\/[^/]+\//, '')),
    manifest: manifest.parse(json('manifest.json')),
    succeeded: records.parse(json('SUCCEEDED_0.json') ?? []),
    failed: records.parse(json('FAILED_0.json') ?? []),
    pending: records.parse(json('PENDING_0.json') ?? []),
  };
}

describe('a state machine', () => {
  it('passes on what its states say, with variables', async () => {
    const states = {
      Start: {
        Type: 'Pass',
        Assign: { count: '{% $states.input.n + 1 %}', list: [1, '{% $states.input.n %}'] },
        Output: { n: '{% $states.input.n %}' },
        Next: 'Choose',
      },
      Choose: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $count > 5 %}', Next: 'Large' }],
        Default: 'Small',
      },
      Large: { Type: 'Succeed', Output: '{% {"large": $count, "list": $list, "in": $states.input} %}' },
      Small: { Type: 'Fail', Error: 'TooSmall', Cause: "{% 'only ' & $count %}" },
    };
    expect(await outcome({ states }, { n: 7 })).toMatchObject({
      status: 'SUCCEEDED',
      output: { large: 8, list: [1, 7], in: { n: 7 } },
    });
    expect(await outcome({ states }, { n: 1 })).toMatchObject({ status: 'FAILED', error: 'TooSmall', cause: 'only 2' });
  });

  it('invokes its function, and knows itself', async () => {
    const Payload = {
      name: '{% $states.context.Execution.Name %}',
      at: '{% $states.context.Execution.StartTime %}',
      key: '{% $states.context.Execution.Input.key %}',
    };
    const task = aTask({
      Arguments: { FunctionName: '${aws_lambda_function.worker.arn}', Payload },
      Output: undefined,
    });
    const account = await deployed({ states: { Task: task } });
    expect((await run(account)).output).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { name: 'run-1', at: account.clock.now().toISOString(), key: 'list.json' },
      StatusCode: 200,
    });
  });

  it.each([
    ['that fails', '{% $error("no") %}'],
    ['that comes to nothing', '{% $states.input.missing %}'],
    ['that asks for a result where there is none', '{% $states.result %}'],
    ['that uses $eval', '{% $eval("1") %}'],
  ])('fails at an expression %s', async (_, Output) => {
    expect(await outcome({ states: { A: { Type: 'Pass', Output, End: true } } })).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  it('fails where no choice matches, and where a result is too long', async () => {
    const choice = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] };
    expect(await outcome({ states: { A: choice, End: { Type: 'Succeed' } } })).toMatchObject({
      error: 'States.NoChoiceMatched',
    });
    const code = 'exports.handler = async () => "x".repeat(262145);';
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
    expect(await outcome({ code, states: { A: aTask({ Catch }), Done: { Type: 'Succeed' } } })).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });

  it('is not deployed where its definition has a misspelt field', async () => {
    const states = { Audit: aMap({ ToleratedFailurePercent: 5 }) };
    await expect(deployed({ states })).rejects.toThrow('ToleratedFailurePercent');
  });

  it('is not deployed with a role that does not trust it', async () => {
    const stack = { states: { A: { Type: 'Succeed' } }, trusted: 'lambda.amazonaws.com' };
    await expect(deployed(stack)).rejects.toThrow('states.amazonaws.com');
  });
});

describe('what a definition says by expression', () => {
  const plan = { concurrency: 1, items: 3, bytes: 200_000, tolerated: 40 };
  const planned = (overrides: object = {}, batcher: object = {}) =>
    aMap({
      MaxConcurrency: '{% $states.input.plan.concurrency %}',
      ToleratedFailurePercentage: '{% $states.input.plan.tolerated %}',
      ItemBatcher: {
        MaxItemsPerBatch: '{% $states.input.plan.items %}',
        MaxInputBytesPerBatch: '{% $states.input.plan.bytes %}',
        BatchInput: { run: '{% $states.context.Execution.Name %}' },
        ...batcher,
      },
      ...overrides,
    });
  const bad = [{ bad: MISSING }, 2, 3, 4, 5, 6, 7, 8];
  const planOf = (more: object = {}) => ({ key: 'list.json', plan: { ...plan, ...more } });

  it('batches, runs and tolerates as its input says', async () => {
    const account = await deployed({ code: FAILS_FOR_BAD, states: { Audit: planned() } }, bad);
    expect((await run(account, planOf())).status).toBe('SUCCEEDED');
    expect(account.logs('worker').map((line) => z.array(z.unknown()).parse(JSON.parse(line)).length)).toEqual([
      3, 3, 2,
    ]);
  });

  it('fails beyond what its input tolerates', async () => {
    const account = await deployed({ code: FAILS_FOR_BAD, states: { Audit: planned() } }, bad);
    expect(await run(account, planOf({ tolerated: 37 }))).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
  });

  it('keeps batches below the bytes its input says', async () => {
    const account = await deployed({ code: FAILS_FOR_BAD, states: { Audit: planned() } });
    await run(account, planOf({ bytes: 45 }));
    expect(account.logs('worker').length).toBeGreaterThan(2);
  });

  it.each([
    ['a part of a child', { concurrency: 1.5 }],
    ['a batch of nothing', { items: 0 }],
    ['a text', { items: '3' }],
    ['more than all', { tolerated: 101 }],
    ['nothing', { bytes: undefined }],
  ])('fails where it comes to %s', async (_, more) => {
    const account = await deployed({ states: { Audit: planned() } });
    expect(await run(account, planOf(more))).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  it('knows the execution, its redrives and its retries', async () => {
    const context = '{% $states.context.Execution.RedriveCount & "/" & $states.context.State.RetryCount %}';
    const Retry = [{ ErrorEquals: ['TypeError'], MaxAttempts: 1, JitterStrategy: 'FULL' }];
    const code = `exports.handler = async (event) => { console.log(JSON.stringify(event)); throw new TypeError('no'); };`;
    const Payload = {
      attempt: context,
      id: '{% $states.context.Execution.Id %}',
      entered: '{% $states.context.State.EnteredTime %}',
    };
    const task = aTask({ Retry, Arguments: { FunctionName: '${aws_lambda_function.worker.arn}', Payload } });
    const account = await deployed({ code, states: { A: task } });
    const { arn } = await run(account);
    await account.redrive(arn);
    const said = account.logs('worker').map((line): unknown => JSON.parse(line));
    const entered = account.clock.now().toISOString();
    expect(said).toEqual(['0/0', '0/1', '1/0', '1/1'].map((attempt) => ({ attempt, id: arn, entered })));
  });
});

describe('a task that fails', () => {
  const code = 'exports.handler = async () => { throw new TypeError("no"); };';
  const retry = (overrides: object) => [{ ErrorEquals: ['TypeError'], IntervalSeconds: 2, ...overrides }];

  it('is tried again after waits that grow, in a new worker each time', async () => {
    const counting = 'let n = 0; exports.handler = async () => { console.log(++n); throw new TypeError("no"); };';
    const Retry = retry({ MaxAttempts: 3, BackoffRate: 3, MaxDelaySeconds: 10 });
    const account = await deployed({ code: counting, states: { A: aTask({ Retry }) } });
    const execution = await run(account);
    const waits = execution.history.flatMap(({ event, waitSeconds }) => (event === 'retried' ? [waitSeconds] : []));
    expect(waits).toEqual([2, 6, 10]);
    expect(account.logs('worker')).toEqual(['1', '1', '1', '1']);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(execution.cause).toContain('"errorMessage":"no"');
  });

  it.each([
    ['another error', ['RangeError'], 0],
    ['no attempt at all', ['TypeError'], 0, { MaxAttempts: 0 }],
    ['any failed task', ['States.TaskFailed'], 3],
    ['anything', ['States.ALL'], 3],
  ])('is retried for %s: %j', async (_, ErrorEquals, expected, more: object = {}) => {
    const execution = await run(
      await deployed({ code, states: { A: aTask({ Retry: retry({ ErrorEquals, ...more }) }) } }),
    );
    expect(execution.history.filter(({ event }) => event === 'retried')).toHaveLength(expected);
  });

  it('is caught with its error, and what it assigns lasts', async () => {
    const Catch = [
      {
        ErrorEquals: ['States.ALL'],
        Assign: { kind: '{% $states.errorOutput.Error %}' },
        Output: '{% $states.input %}',
        Next: 'After',
      },
    ];
    const After = { Type: 'Succeed', Output: { kind: '{% $kind %}', input: '{% $states.input %}' } };
    expect(await outcome({ code, states: { A: aTask({ Catch }), After } })).toMatchObject({
      status: 'SUCCEEDED',
      output: { kind: 'TypeError', input: { key: 'list.json' } },
    });
  });

  it('because its worker ended after a call is run again in another one', async () => {
    const calls = `const http = require('node:http');
      exports.handler = () => new Promise((resolve, reject) => {
        const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token } = process.env;
        const request = http.request(url, { method: 'POST', headers: {
          authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/us-east-1/sts/aws4_request, Signature=0',
          'x-amz-security-token': token,
        } }, (answer) => { answer.resume(); answer.on('end', () => resolve(answer.statusCode)); });
        request.on('error', reject);
        request.end('Action=GetCallerIdentity&Version=2011-06-15');
      });`;
    const Retry = [{ ErrorEquals: ['Runtime.ExitError'] }];
    const account = await deployed({ code: calls, states: { A: aTask({ Retry }) } });
    account.crashAfter('worker', 1);
    expect(await run(account)).toMatchObject({ status: 'SUCCEEDED', output: 200 });
    expect(account.invocations('worker')).toHaveLength(2);
  });

  it('because Lambda does is told so', async () => {
    const account = await deployed({ states: { A: aTask() } });
    account.failNext('lambda', 'Invoke', 'TooManyRequestsException');
    expect(await run(account)).toMatchObject({ status: 'FAILED', error: 'Lambda.TooManyRequestsException' });
  });

  it('is given up after its time', async () => {
    const slow = 'exports.handler = () => new Promise((done) => setTimeout(done, 3000));';
    expect(await outcome({ code: slow, states: { A: aTask({ TimeoutSeconds: 0.2 }) } })).toMatchObject({
      error: 'States.Timeout',
    });
  });

  it('takes the machine beyond its time by waiting', async () => {
    const stack = {
      code,
      states: {
        A: aTask({ Retry: retry({ IntervalSeconds: 60 }), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }),
        B: { Type: 'Succeed' },
      },
    };
    expect(await outcome({ ...stack, machine: { TimeoutSeconds: 30 } })).toMatchObject({ status: 'TIMED_OUT' });
  });
});

describe('a distributed map', () => {
  it('gives each batch its own worker and input, and writes the results as AWS does', async () => {
    const code = `let n = 0;
      exports.handler = async ({ Items, BatchInput }) => { console.log(++n); return { got: Items, run: BatchInput.run }; };`;
    const account = await deployed({ code, states: { Audit: aMap() } });
    const execution = await run(account);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(account.logs('worker')).toEqual(['1', '1', '1']);
    const results = resultsOf(account);
    const details = z.object({
      MapRunArn: z.string(),
      ResultWriterDetails: z.object({ Bucket: z.string(), Key: z.string() }),
    });
    const { MapRunArn, ResultWriterDetails } = details.parse(execution.output);
    expect(ResultWriterDetails.Key).toMatch(/^runs\/run-1\/[\da-f-]{36}\/manifest\.json$/);
    expect(MapRunArn).toMatch(/^arn:aws:states:us-east-1:111122223333:mapRun:audit\/Audit:/);
    expect(results.manifest).toMatchObject({
      DestinationBucket: 'evidence',
      MapRunArn,
      ResultFiles: {
        FAILED: [],
        PENDING: [],
        SUCCEEDED: [{ Key: ResultWriterDetails.Key.replace('manifest', 'SUCCEEDED_0') }],
      },
    });
    expect(results.succeeded.map(({ Output }) => JSON.parse(z.string().parse(Output)) as unknown)).toEqual([
      { got: [1, 2], run: 'run-1' },
      { got: [3, 4], run: 'run-1' },
      { got: [5], run: 'run-1' },
    ]);
    expect(results.succeeded[0]).toMatchObject({
      Input: '{"BatchInput":{"run":"run-1"},"Items":[1,2]}',
      InputDetails: { Included: true },
      Status: 'SUCCEEDED',
      RedriveStatus: 'NOT_REDRIVABLE',
      StateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:audit/Audit',
    });
  });

  it('selects what a child gets, and shows it nothing of its parent', async () => {
    const selector = {
      ItemSelector: { at: '{% $states.context.Map.Item.Index %}', of: '{% $states.context.Map.Item.Value %}' },
    };
    const map = aMap({ ...selector, ItemBatcher: undefined, ResultWriter: undefined });
    const execution = await run(await deployed({ states: { Audit: map } }, ['a', 'b']));
    expect(execution.output).toEqual([
      { at: 0, of: 'a' },
      { at: 1, of: 'b' },
    ]);
    const asksParent = aTask({ Output: '{% $states.context.Execution.Input.key %}' });
    expect(await outcome({ states: { Audit: aMap({}, asksParent) } })).toMatchObject({ status: 'FAILED' });
  });

  it('runs no more children at once than it may', async () => {
    const code = `exports.handler = async ({ Items }) => { console.log('+'); await new Promise((done) => setTimeout(done, Items[0] === 0 ? 2000 : 10)); console.log('-'); return Items; };`;
    const account = await deployed(
      { code, states: { Audit: aMap() } },
      Array.from({ length: 10 }, (_, at) => at),
    );
    await run(account);
    let running = 0;
    const peaks = account.logs('worker').map((line) => (running += line === '+' ? 1 : -1));
    expect(Math.max(...peaks)).toBe(2);
  });

  it.each([
    ['none is tolerated', {}, 'FAILED'],
    ['fewer are tolerated', { ToleratedFailurePercentage: 39 }, 'FAILED'],
    ['just as many are tolerated', { ToleratedFailurePercentage: 40 }, 'SUCCEEDED'],
    ['as many as a count allows', { ToleratedFailureCount: 2 }, 'SUCCEEDED'],
    ['more than a count allows', { ToleratedFailureCount: 1 }, 'FAILED'],
  ])('with a failing batch of two in five items, where %s, ends %s', async (_, tolerance, status) => {
    const list = [1, 2, { bad: MISSING }, 4, 5];
    const account = await deployed(
      { code: FAILS_FOR_BAD, states: { Audit: aMap({ ...tolerance, MaxConcurrency: 1 }) } },
      list,
    );
    const execution = await run(account);
    expect(execution.status).toBe(status);
    const { succeeded, failed, pending } = resultsOf(account);
    expect(failed).toMatchObject([{ Error: 'RangeError', Status: 'FAILED', RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' }]);
    if (status === 'FAILED') {
      expect(execution.error).toBe('States.ExceedToleratedFailureThreshold');
      expect([succeeded.length, pending.length]).toEqual([1, 1]);
      expect(account.logs('worker')).toHaveLength(2);
    } else expect(succeeded).toHaveLength(2);
  });

  it.each([
    ['lambda:InvokeFunction', 'States.ExceedToleratedFailureThreshold'],
    ['s3:GetObject', 'States.ItemReaderFailed'],
    ['s3:PutObject', 'States.ResultWriterFailed'],
    ['states:StartExecution', 'States.Permissions'],
  ])('fails where its role lacks %s', async (missing, error) => {
    const actions = MACHINE_ACTIONS.filter((action) => action !== missing);
    expect(await outcome({ actions, states: { Audit: aMap() } })).toMatchObject({ status: 'FAILED', error });
  });

  it.each([
    ['that is missing', 'none.json', undefined],
    ['that is no list', 'list.json', { a: 1 }],
  ])('fails at a manifest %s', async (_, key, list) => {
    const account = await deployed({ states: { Audit: aMap() } }, list);
    expect(await run(account, { key })).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it('over nothing succeeds', async () => {
    const account = await deployed({ states: { Audit: aMap() } }, []);
    expect(await run(account)).toMatchObject({ status: 'SUCCEEDED' });
    expect(resultsOf(account).keys).toEqual(['manifest.json']);
  });
});

describe('a redrive', () => {
  const states = {
    Audit: aMap({ MaxConcurrency: 1, Next: 'Done', End: undefined }),
    Done: { Type: 'Succeed', Output: 'done' },
  };
  /** A list whose third item fails until its file is there. */
  const healable = () => {
    const file = join(temporaryFolder('redrive-'), 'healed');
    const heal = () => {
      writeFileSync(file, '');
    };
    return { list: [1, 2, { bad: file }, 4, 5, 6], heal };
  };

  it('runs only what failed or waited, and goes on from there to the same end', async () => {
    const { list, heal } = healable();
    const account = await deployed({ code: FAILS_FOR_BAD, states }, list);
    const failed = await run(account);
    expect(failed.status).toBe('FAILED');
    expect(resultsOf(account).keys).toEqual(['FAILED_0.json', 'PENDING_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
    const before = account.logs('worker').length;
    heal();
    const again = await account.redrive(failed.arn);
    expect(again).toMatchObject({ status: 'SUCCEEDED', output: 'done', redriveCount: 1, error: undefined });
    expect(account.logs('worker').slice(before)).toEqual([
      JSON.stringify(list.slice(2, 4)),
      JSON.stringify(list.slice(4)),
    ]);
    const { manifest: written, succeeded } = resultsOf(account);
    expect(written.ResultFiles).toMatchObject({ FAILED: [], PENDING: [], SUCCEEDED: [{}] });
    expect(succeeded.map(({ RedriveCount }) => RedriveCount)).toEqual([0, 1, 0]);
  });

  it('fails again where nothing got better', async () => {
    const account = await deployed({ code: FAILS_FOR_BAD, states }, healable().list);
    const { arn } = await run(account);
    expect(await account.redrive(arn)).toMatchObject({ status: 'FAILED', redriveCount: 1 });
  });

  it('needs a permission of its own for the children', async () => {
    const actions = MACHINE_ACTIONS.filter((action) => action !== 'states:RedriveExecution');
    const account = await deployed({ code: FAILS_FOR_BAD, states, actions }, healable().list);
    const { arn } = await run(account);
    expect(await account.redrive(arn)).toMatchObject({ status: 'FAILED', error: 'States.Permissions' });
  });

  it('of an execution that caught its error and then failed on purpose only fails again', async () => {
    const { list, heal } = healable();
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Fail' }];
    const caught = { Audit: aMap({ Catch }), Fail: { Type: 'Fail', Error: 'Told' } };
    const account = await deployed({ code: FAILS_FOR_BAD, states: caught }, list);
    const { arn } = await run(account);
    heal();
    const before = account.logs('worker').length;
    expect(await account.redrive(arn)).toMatchObject({ status: 'FAILED', error: 'Told' });
    expect(account.logs('worker')).toHaveLength(before);
  });

  it('is refused for what succeeded, and after 14 days', async () => {
    const account = await deployed({ code: FAILS_FOR_BAD, states }, [1]);
    const { arn } = await run(account);
    await expect(account.redrive(arn)).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
    account.putObject('evidence', 'list.json', '[{"bad":"/nowhere/at-all"}]');
    const failed = await account.runStateMachine('audit', { key: 'list.json' }, 'run-2');
    account.clock.advance(15 * 86_400_000);
    await expect(account.redrive(failed.arn)).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
  });
});

describe('a schedule', () => {
  const states = { A: { Type: 'Succeed' } };

  it('starts its state machine with its input', async () => {
    const account = await deployed({ states });
    expect(await account.runSchedule('weekly')).toMatchObject({
      status: 'SUCCEEDED',
      input: { purpose: 'audit', key: 'list.json' },
    });
    expect(account.executions()).toHaveLength(1);
  });

  it.each([
    ['whose role may not start it', { scheduleActions: ['states:DescribeExecution'] }, 'states:StartExecution'],
    ['that is disabled', { scheduleState: 'DISABLED' }, 'disabled'],
  ])('%s starts nothing', async (_, stack, message) => {
    const account = await deployed({ states, ...stack });
    await expect(account.runSchedule('weekly')).rejects.toThrow(message);
    expect(account.executions()).toEqual([]);
  });

  it('nobody made is named as such', async () => {
    await expect((await deployed({ states })).runSchedule('daily')).rejects.toThrow('only weekly');
  });
});
