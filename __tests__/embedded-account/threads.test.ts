import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
async function foundBy(code: string, files = {}, internet = {}) {
  const account = await anAccount({ templatePath: smallStack({ code, files }), internet });
  const result = await account.invoke('worker', {});
  await stopAccounts();
  if (result.kind === 'failed') throw new Error(result.error.errorMessage);
  return found.parse(JSON.parse(result.payload));
}

describe('a thread', () => {
  it('evaluates each file of a bundle anew, once for an environment', async () => {
    const files = { 'count.js': 'exports.count = 0; exports.more = () => (exports.count += 1);' };
    const code = `
      const { more } = require('./count.js');
      exports.handler = async () => {
        more();
        const { count } = await Promise.resolve().then(() => require('./count.js'));
        return { thread: require('node:worker_threads').threadId, count, global: false, variable: false };
      };`;
    const former = await foundBy(code, files);
    expect([former.count, await foundBy(code, files)]).toEqual([1, former]);
  });

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
    ['a server', "require('node:net').createServer().listen(0, '127.0.0.1');"],
    ['a global that cannot be taken away', "Object.defineProperty(globalThis, 'fixed', { value: 1 });"],
  ])('ends with an environment that leaves %s behind', async (_, left) => {
    const former = await foundBy(leaving(left));
    expect((await foundBy(leaving())).thread).not.toBe(former.thread);
  });

  it('ends with an environment that has fetched something, whose connection a later one would take for open', async () => {
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const fetching = leaving(`await (await fetch('https://hooks.example/')).text();`);
    const found = () => foundBy(fetching, {}, { 'hooks.example': `http://127.0.0.1:${port}` });
    const former = await found();
    expect((await found()).thread).not.toBe(former.thread);
    server.closeAllConnections();
    server.close();
  });

  it('goes on after an environment that left a timer behind, which comes to nothing', async () => {
    const former = await foundBy(leaving('setInterval(() => (globalThis.late = 1), 1);'));
    const code = `
      exports.handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        const thread = require('node:worker_threads').threadId;
        return { thread, count: 0, global: 'late' in globalThis, variable: false };
      };`;
    expect(await foundBy(code)).toEqual({ thread: former.thread, count: 0, global: false, variable: false });
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

  /** A function that is terminated with its call, while it says something again and again; invoked again, it says less. */
  const calling = (agent: string) => `
    const http = require('node:http');
    const call = () => new Promise((resolve, reject) => {
      const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token } = process.env;
      const request = http.request(url, { method: 'POST', agent: ${agent}, headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/us-east-1/dynamodb/aws4_request',
        'x-amz-security-token': token, 'x-amz-target': 'DynamoDB_20120810.GetItem',
      } }, resolve);
      request.on('error', reject);
      request.end(JSON.stringify({ TableName: 'ledger' }));
    });
    exports.handler = async ({ again }) => {
      console.log('thread ' + require('node:worker_threads').threadId);
      if (!again) setInterval(() => console.log('going on'), 5);
      if (again) await new Promise((resolve) => setTimeout(resolve, 60));
      else await call().catch(() => console.log('heard of it'));
    };`;

  it.each([
    ['goes on', 'is its own', 'new http.Agent({ keepAlive: true })', true],
    ['ends', 'others use as well', 'http.globalAgent', false],
  ])(
    '%s after a termination in a call whose agent %s; what was terminated says no more',
    async (_, __, agent, same) => {
      const account = await anAccount({ templatePath: smallStack({ code: calling(agent) }) });
      account.crashAfter('worker', 1);
      const terminated = await account.invoke('worker', {});
      expect(terminated).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.ExitError' } });
      expect((await account.invoke('worker', { again: true })).kind).toBe('done');
      const lines = account.logs('worker');
      const [first, second] = lines.filter((line) => line.startsWith('thread'));
      expect(first === second).toBe(same);
      expect(lines.slice(lines.lastIndexOf(second ?? ''))).toEqual([second]);
    },
  );

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
