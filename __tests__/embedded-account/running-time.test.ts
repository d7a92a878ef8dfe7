import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { smallStack } from './support/small-stack';
import { aTask, stateStack } from './support/state-stack';

jest.setTimeout(120_000);

afterEach(stopAccounts);

const SECOND_MS = 1_000;

const deployed = (code: string, timeoutSeconds = 30) =>
  anAccount({ templatePath: smallStack({ code, timeoutSeconds }) });
const invoked = async (code: string) => (await deployed(code)).invoke('worker', {});

/** As a machine does that is busy with something else; threads go on. */
const keepFromRunning = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Keeps the account from running as soon as the function has begun. @returns what came of the work */
async function busy<T>(account: EmbeddedAccount, work: Promise<T>, ms: number): Promise<T> {
  const isOver = work.then(
    () => true,
    () => true,
  );
  while (!account.logs('worker').includes('begun') && !(await Promise.race([isOver, sleep(5, false)])));
  keepFromRunning(ms);
  return work;
}

/** The same for the code of a function. */
const KEEP_FROM_RUNNING = `const keepFromRunning = ${keepFromRunning.toString()};`;

/**
 * A function that asks the account something a moment after it has begun.
 *
 * @param limit an expression that calls `fail` when it is over
 * @param meanwhile what the function does once it has asked
 */
const asking = (limit: string, meanwhile = '') => `${KEEP_FROM_RUNNING}
const http = require('node:http');
exports.handler = () => new Promise((resolve, reject) => {
  console.log('begun');
  const fail = () => reject(new Error('no answer'));
  const over = ${limit};
  setTimeout(() => {
    http.get(process.env.AWS_ENDPOINT_URL, (answer) => {
      clearTimeout(over);
      answer.resume();
      answer.on('end', () => resolve('answered'));
    });
    ${meanwhile}
  }, 200);
});`;

const ANSWERED = { kind: 'done', payload: '"answered"' };

describe('an account on a machine that is busy with something else', () => {
  it.each([
    ['a timer', 'setTimeout(fail, 1000)'],
    ['a signal', "AbortSignal.timeout(1000).addEventListener('abort', fail)"],
  ])('takes as long for an answer as it has to: %s of the function does not end meanwhile', async (_, limit) => {
    const account = await deployed(asking(limit));
    expect(await busy(account, account.invoke('worker', {}), 2 * SECOND_MS)).toEqual(ANSWERED);
  });

  it('has its answer heard by a function that could not listen until its limit was over', async () => {
    expect(await invoked(asking('setTimeout(fail, 1000)', 'keepFromRunning(2000);'))).toEqual(ANSWERED);
  });

  it('counts no such time against a function, nor what is left to it', async () => {
    const account = await deployed(
      `${KEEP_FROM_RUNNING}
      exports.handler = async (event, { getRemainingTimeInMillis }) => {
        const left = getRemainingTimeInMillis();
        console.log('begun');
        keepFromRunning(2500);
        return left - getRemainingTimeInMillis() < 1000;
      };`,
      2,
    );
    expect(await busy(account, account.invoke('worker', {}), 3 * SECOND_MS)).toEqual({ kind: 'done', payload: 'true' });
  });

  it('counts no such time against a task of a state machine', async () => {
    const code = `exports.handler = async () => {
      console.log('begun');
      await new Promise((resolve) => setTimeout(resolve, 100));
      return {};
    };`;
    const account = await anAccount({
      templatePath: stateStack({ code, states: { A: aTask({ TimeoutSeconds: 2 }) } }),
    });
    expect(await busy(account, account.runStateMachine('audit', {}, 'run-1'), 3 * SECOND_MS)).toMatchObject({
      status: 'SUCCEEDED',
    });
  });
});

describe('a limit that a function sets', () => {
  it('ends when it is over', async () => {
    const code = `exports.handler = () => new Promise((resolve) => {
      const from = performance.now();
      setTimeout((word) => resolve([word, performance.now() - from >= 900]), 1000, 'over');
    });`;
    expect(await invoked(code)).toEqual({ kind: 'done', payload: '["over",true]' });
  });

  it('begins anew when it is refreshed', async () => {
    const code = `exports.handler = () => new Promise((resolve) => {
      const from = performance.now();
      const limit = setTimeout(() => resolve(performance.now() - from >= 1400), 900);
      setTimeout(() => limit.refresh(), 300);
      setTimeout(() => limit.refresh(), 600);
    });`;
    expect(await invoked(code)).toEqual({ kind: 'done', payload: 'true' });
  });

  it('never ends once it is cleared, by itself or by its number', async () => {
    const code = `exports.handler = async () => {
      const ended = [];
      const limits = [setTimeout(() => ended.push('one'), 600), setTimeout(() => ended.push('two'), 600)];
      await new Promise((resolve) => setTimeout(resolve, 300));
      clearTimeout(limits[0]);
      clearTimeout(Number(limits[1]));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return ended;
    };`;
    expect(await invoked(code)).toEqual({ kind: 'done', payload: '[]' });
  });

  it('is a pause of a millisecond where Node takes it for one', async () => {
    const code = `exports.handler = () => new Promise((resolve) => setTimeout(resolve, Infinity, 'over'));`;
    expect(await invoked(code)).toEqual({ kind: 'done', payload: '"over"' });
  });
});
