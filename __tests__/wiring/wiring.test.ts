import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { bundle } from '../../src/constructs/bundle';
import { handlerCode } from '../../src/foundation/handler-code';
import { requireEnv } from '../../src/wiring/environment';
import { once } from '../../src/wiring/once';
import { here, perPlace, type Place } from '../../src/wiring/place';

jest.setTimeout(120_000);

const HANDLERS = join(__dirname, '../../handlers');

describe('a variable of the environment', () => {
  it('is an error that names it where the construct has not set it', () => {
    expect(() => requireEnv('NOBODY_SETS_THIS')).toThrow('environment variable NOBODY_SETS_THIS is not set');
  });

  it('counts as set where it is empty on purpose', () => {
    process.env['EMPTY_ON_PURPOSE'] = '';
    expect(requireEnv('EMPTY_ON_PURPOSE')).toBe('');
    delete process.env['EMPTY_ON_PURPOSE'];
  });

  it('says whose account a function works for', () => {
    process.env['ACCOUNT_ID'] = '111122223333';
    expect(here('job')).toEqual({ accountId: '111122223333', purpose: 'job' });
    delete process.env['ACCOUNT_ID'];
    expect(() => here('event')).toThrow('ACCOUNT_ID');
  });
});

describe('what is made once', () => {
  it('is made on first use and kept, even where it is nothing', () => {
    const made = jest.fn((): string | undefined => undefined);
    const value = once(made);
    expect(made).not.toHaveBeenCalled();
    expect([value(), value()]).toEqual([undefined, undefined]);
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('is tried again where it failed', () => {
    const made = jest.fn((): number => {
      if (made.mock.calls.length === 1) throw new Error('not set yet');
      return 7;
    });
    const value = once(made);
    expect(value).toThrow('not set yet');
    expect(value()).toBe(7);
  });
});

describe('a client', () => {
  let made = 0;
  const clientOf = perPlace({ event: () => `event ${(made += 1)}`, job: () => `job ${(made += 1)}` });
  const at = (accountId: string, purpose: Place['purpose']) => clientOf({ accountId, purpose });

  it('is one of its own for each purpose, and the same one the next time', () => {
    expect([at('1', 'event'), at('1', 'job'), at('1', 'event')]).toEqual(['event 1', 'job 2', 'event 1']);
  });

  it('is none for an account that the function has no credentials of', () => {
    expect(() => at('2', 'job')).toThrow('account 2: this function has credentials of 1 alone');
  });
});

describe('a function', () => {
  const names = readdirSync(HANDLERS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));

  it.each(names)('reads no variable of its environment when it is loaded: %s', (name) => {
    const module: { exports: { readonly handler?: unknown } } = { exports: {} };
    const bare: unknown = Object.create(process, { env: { value: {} } });
    const parameters = ['module', 'exports', 'require', '__dirname', 'process'];
    const load = compileFunction(bundle(handlerCode(name)), parameters) as (...given: readonly unknown[]) => void;
    load(module, module.exports, createRequire(__filename), __dirname, bare);
    expect(typeof module.exports.handler).toBe('function');
  });
});
