import { z } from 'zod';
import { anAccount, stopAccounts } from './support/accounts';
import { aTask, stateStack, type StateStack } from './support/state-stack';

afterEach(stopAccounts);

const startAt = new Date('2026-06-01T13:05:09.123Z');
const FAILS = 'exports.handler = async () => { throw new TypeError("no"); };';
const event = z.looseObject({ detail: z.looseObject({ status: z.string() }) });

/** An account with a state machine `audit`, and what its watcher saw. */
async function watched(stack: StateStack) {
  const account = await anAccount({
    templatePath: stateStack({ watches: ['FAILED', 'TIMED_OUT'], ...stack }),
    startAt,
  });
  const seen = async () => {
    await account.idle();
    return account.logs('watcher').map((line) => event.parse(JSON.parse(line)));
  };
  return { account, seen };
}

describe('an execution that ends', () => {
  it('is told to the rules that wait for how it ended', async () => {
    const { account, seen } = await watched({ code: FAILS, states: { A: aTask() } });
    const { cause } = await account.runStateMachine('audit', { n: 1 }, 'run-1');
    const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:audit:run-1';
    expect(await seen()).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
        'detail-type': 'Step Functions Execution Status Change',
        source: 'aws.states',
        account: '111122223333',
        time: '2026-06-01T13:05:09Z',
        region: 'us-east-1',
        resources: [executionArn],
        detail: {
          executionArn,
          stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:audit',
          stateMachineVersionArn: null,
          stateMachineAliasArn: null,
          name: 'run-1',
          status: 'FAILED',
          startDate: startAt.getTime(),
          stopDate: startAt.getTime(),
          input: '{"n":1}',
          output: null,
          inputDetails: { included: true },
          outputDetails: null,
          error: 'TypeError',
          cause,
          redriveCount: 0,
          redriveStatus: 'REDRIVABLE',
        },
      },
    ]);
  });

  it('is told with its output where it succeeded', async () => {
    const { account, seen } = await watched({
      watches: ['SUCCEEDED'],
      states: { A: { Type: 'Pass', Output: { done: 1 }, End: true } },
    });
    await account.runStateMachine('audit', {});
    expect(await seen()).toMatchObject([
      { detail: { status: 'SUCCEEDED', output: '{"done":1}', error: null, redriveStatus: 'NOT_REDRIVABLE' } },
    ]);
  });

  it('is told again after a redrive', async () => {
    const { account, seen } = await watched({ watches: ['RUNNING', 'FAILED'], code: FAILS, states: { A: aTask() } });
    const { arn } = await account.runStateMachine('audit', {});
    await account.redrive(arn);
    const told = (await seen()).map(({ detail: { status, redriveCount, stopDate } }) => ({
      status,
      redriveCount,
      ended: stopDate !== null,
    }));
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        { status: 'RUNNING', redriveCount: 0, ended: false },
        { status: 'FAILED', redriveCount: 0, ended: true },
        { status: 'RUNNING', redriveCount: 1, ended: false },
        { status: 'FAILED', redriveCount: 1, ended: true },
      ]),
    );
  });

  it('says that input and output are too long for an event', async () => {
    const states = { A: { Type: 'Pass', Output: { all: '{% $states.input %}' }, End: true } };
    const { account, seen } = await watched({ watches: ['SUCCEEDED'], states });
    await account.runStateMachine('audit', { long: 'x'.repeat(130_000) });
    expect(await seen()).toMatchObject([
      { detail: { input: null, output: null, inputDetails: { included: false }, outputDetails: { included: false } } },
    ]);
  });

  it('is waited for by whoever waits until nothing happens any more', async () => {
    const code = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 50));';
    const { account } = await watched({ code, states: { A: aTask({ Next: 'B', End: undefined }), B: aTask() } });
    const run = account.runStateMachine('audit', {});
    await account.idle();
    expect(account.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
    await run;
  });
});
