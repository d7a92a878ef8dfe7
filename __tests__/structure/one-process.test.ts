import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type * as Shared from '../../src/embedded-account/lambda/shared';
import { idleThreads } from '../../src/embedded-account/lambda/shared';
import { SEED } from '../support/seed';

interface Environment {
  teardown(): Promise<void>;
}
type EnvironmentClass = new (config: object) => Environment;

const OneProcess = jest.requireActual<EnvironmentClass>('../support/one-process.cjs');

/** What a test file that runs now would find and leave. */
const anEnvironment = () => new OneProcess({ projectConfig: { displayName: { name: 'e2e' }, fakeTimers: {} } });

/** What Node's own loader knows of a file, which outlives a test file. */
function byNode(path: string): unknown {
  const { constructor: loader } = Reflect.get(process, 'mainModule') as object;
  const cache = Reflect.get(loader, '_cache') as Readonly<Record<string, { readonly exports: unknown }>>;
  return cache[path]?.exports;
}

describe('the process that test files share', () => {
  it('has after a file what it had before it', async () => {
    const { env } = process;
    const exit: unknown = Reflect.get(process, 'exit');
    const { PATH } = env;
    const { fetch, structuredClone } = globalThis;
    const environment = anEnvironment();

    Object.assign(globalThis, { left: 1, fetch: () => undefined });
    Reflect.deleteProperty(globalThis, 'structuredClone');
    process.env['LEFT'] = 'left';
    Reflect.deleteProperty(process.env, 'PATH');
    process.env = {};
    const [folder, exitCode] = [process.cwd(), process.exitCode];
    process.chdir(tmpdir());
    process.exitCode = 3;
    process.exit = () => {
      throw new Error('exit');
    };
    await environment.teardown();

    expect(globalThis).not.toHaveProperty('left');
    expect(globalThis.fetch).toBe(fetch);
    expect(globalThis.structuredClone).toBe(structuredClone);
    expect(process.env).toBe(env);
    expect(process.env).not.toHaveProperty('LEFT');
    expect(process.env['PATH']).toBe(PATH);
    expect(Reflect.get(process, 'exit')).toBe(exit);
    expect([process.cwd(), process.exitCode]).toEqual([folder, exitCode]);
  });

  it('has one time limit for every test where all files are run, whatever a file says', async () => {
    const limit = () => Reflect.get(globalThis, Symbol.for('TEST_TIMEOUT_SYMBOL')) as unknown;
    const [before, { env }] = [limit(), process];
    process.env = { ...env, GUARDRAILS_ALL_FILES: '1' };
    const environment = anEnvironment();
    jest.setTimeout(1);
    expect(limit()).toBe(900_000);
    await environment.teardown();
    process.env = env;
    expect(limit()).toBe(before);
  });

  it('keeps what a module holds on the global object, for the module stays', async () => {
    const environment = anEnvironment();
    Object.assign(globalThis, { __held: 1 });
    await environment.teardown();
    expect(globalThis).toHaveProperty('__held', 1);
    Reflect.deleteProperty(globalThis, '__held');
  });

  it('has modules of the product from Node itself, and evaluates them anew where modules are isolated', () => {
    const path = resolve(__dirname, '../../src/embedded-account/lambda/shared');
    const threads = () => jest.requireActual<typeof Shared>(path).idleThreads;
    expect(byNode(`${path}.ts`)).toHaveProperty('idleThreads', idleThreads);
    expect(threads()).toBe(idleThreads);
    let isolated: unknown;
    jest.isolateModules(() => {
      isolated = threads();
    });
    expect(isolated).not.toBe(idleThreads);
  });

  it('evaluates what supports a test anew for each file', () => {
    expect(byNode(resolve(__dirname, '../support/seed.ts'))).toBeUndefined();
    expect(SEED).toEqual(expect.any(Number));
  });
});
