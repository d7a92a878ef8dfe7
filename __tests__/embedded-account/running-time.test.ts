import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { ROLE_ACTIONS, smallStack } from './support/small-stack';

jest.setTimeout(120_000);

afterEach(stopAccounts);

const SECOND_MS = 1_000;

const deployed = (code: string, timeoutSeconds?: number) =>
  anAccount({
    templatePath: smallStack({
      code,
      actions: [...ROLE_ACTIONS, 'dynamodb:GetItem'],
      ...(timeoutSeconds && { timeoutSeconds }),
    }),
  });

/** As a machine does that is busy with something else; threads go on. */
const keepFromRunning = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Invokes the function, and as soon as it has begun keeps the account from running. */
async function invokeBusy(account: EmbeddedAccount, busyMs: number) {
  const invocation = account.invoke('worker', {});
  while (!account.logs('worker').includes('begun')) await new Promise((resolve) => setTimeout(resolve, 5));
  keepFromRunning(busyMs);
  return invocation;
}

/** A function that asks the account something, and waits a second for the answer. */
const WAITS_A_SECOND = `
const http = require('node:http');
exports.handler = () => new Promise((resolve, reject) => {
  console.log('begun');
  const limit = setTimeout(() => reject(new Error('no answer')), 1000);
  const { AWS_ENDPOINT_URL: url } = process.env;
  // Begun when the account no longer runs.
  setTimeout(() => http.get(url, (answer) => {
    clearTimeout(limit);
    answer.resume();
    answer.on('end', () => resolve('answered'));
  }), 200);
});`;

describe('an account on a machine that is busy with something else', () => {
  it('takes as long for an answer as it has to, and no limit of the function ends meanwhile', async () => {
    const account = await deployed(WAITS_A_SECOND);
    expect(await invokeBusy(account, 2 * SECOND_MS)).toEqual({ kind: 'done', payload: '"answered"' });
  });

  it('counts no such time against the function, nor what is left to it', async () => {
    const account = await deployed(
      `exports.handler = async (event, { getRemainingTimeInMillis }) => {
        console.log('begun');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
        return getRemainingTimeInMillis() > 500;
      };`,
      1,
    );
    expect(await invokeBusy(account, 2 * SECOND_MS)).toEqual({ kind: 'done', payload: 'true' });
  });
});

describe('a limit that a function sets', () => {
  it('ends when it is over', async () => {
    const account = await deployed(
      `exports.handler = () => new Promise((resolve) => {
        const from = performance.now();
        setTimeout((word) => resolve([word, performance.now() - from >= 900]), 1000, 'over');
      });`,
    );
    expect(await account.invoke('worker', {})).toEqual({ kind: 'done', payload: '["over",true]' });
  });

  it('never ends once it is cleared, by itself or by its number', async () => {
    const account = await deployed(
      `exports.handler = async () => {
        const ended = [];
        const limits = [setTimeout(() => ended.push('one'), 600), setTimeout(() => ended.push('two'), 600)];
        await new Promise((resolve) => setTimeout(resolve, 300));
        clearTimeout(limits[0]);
        clearTimeout(Number(limits[1]));
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return ended;
      };`,
    );
    expect(await account.invoke('worker', {})).toEqual({ kind: 'done', payload: '[]' });
  });
});
