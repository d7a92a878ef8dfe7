import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import { giveThreadBack, takeThread } from '../../src/embedded-account/lambda/threads';
import { anAccount, stopAccounts } from './support/accounts';
import { smallStack } from './support/small-stack';

// Real workers: seconds each on a busy machine.
jest.setTimeout(120_000);

afterEach(stopAccounts);

const found = z.object({ thread: z.number(), count: z.number(), global: z.boolean(), variable: z.boolean() });

/** A function that tells in which thread it runs and what it finds there, and leaves something behind. */
const leaving = (more = '') => `
  let count = 0;
  exports.handler = async () => {
    const thread = require('node:worker_threads').threadId;
    const seen = { thread, count, global: 'left' in globalThis, variable: 'LEFT' in process.env };
    count += 1;
    globalThis.left = process.env.LEFT = 'left';
    ${more}
    return seen;
  };`;

/** What a function finds in an account of its own. */
async function foundBy(code: string) {
  const account = await anAccount({ templatePath: smallStack({ code }) });
  const result = await account.invoke('worker', {});
  await stopAccounts();
  if (result.kind === 'failed') throw new Error(result.error.errorMessage);
  return found.parse(JSON.parse(result.payload));
}

describe('a thread', () => {
  it('runs the environment of another account, which finds nothing of the former', async () => {
    const former = await foundBy(leaving());
    expect(await foundBy(leaving())).toEqual({ thread: former.thread, count: 0, global: false, variable: false });
  });

  it('runs that of a function with another bundle', async () => {
    const former = await foundBy(leaving());
    const other = await foundBy(leaving('// Another bundle.'));
    expect(other).toEqual({ thread: former.thread, count: 0, global: false, variable: false });
  });

  it.each([
    ['a timer', 'setInterval(() => undefined, 1000);'],
    ['a server', "require('node:net').createServer().listen(0, '127.0.0.1');"],
    ['a global that cannot be taken away', "Object.defineProperty(globalThis, 'fixed', { value: 1 });"],
  ])('ends with an environment that leaves %s behind', async (_, left) => {
    const former = await foundBy(leaving(left));
    expect((await foundBy(leaving())).thread).not.toBe(former.thread);
  });

  it('ends with an invocation that is interrupted', async () => {
    const code = leaving('console.log(thread); await new Promise(() => setInterval(() => 0, 1000));');
    const account = await anAccount({ templatePath: smallStack({ code }) });
    const interrupted = account.invoke('worker', {});
    while (account.logs('worker').length === 0) await nextTurn();
    await stopAccounts();
    expect(await interrupted).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.ExitError' } });
    expect((await foundBy(leaving())).thread).not.toBe(Number(account.logs('worker')[0]));
  });

  it('is not asked to run an invocation that comes as its environment is ended', async () => {
    const account = await anAccount({ templatePath: smallStack({ code: leaving() }) });
    const late = account.invoke('worker', {});
    await stopAccounts();
    expect(await late).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.ExitError' } });
  });

  it('is no longer given to anybody once it ends for want of work', async () => {
    jest.useFakeTimers();
    const thread = takeThread('content');
    giveThreadBack(thread);
    jest.advanceTimersByTime(60_000);
    const next = takeThread('content');
    jest.useRealTimers();
    expect(next.worker).not.toBe(thread.worker);
    await next.worker.terminate();
  });
});
