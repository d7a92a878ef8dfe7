import type * as SomeIt from '../support/some-it';
import type * as Thorough from '../support/thorough';

const isWhole = jest.requireActual<(run: object) => boolean>('../support/whole-run.cjs');

interface Run {
  readonly seed: number;
  readonly allFiles?: '0' | '1';
  readonly thorough?: '0' | '1';
}

/** What five tests of a run do: each takes one case of two, and begins a sweep. */
function taken({ seed, allFiles = '1', thorough = '0' }: Run): readonly string[] {
  const [whole, { env }] = [globalThis.it, process];
  const done: string[] = [];
  const record = (title: string, test: () => unknown) => done.push(`${title} ${String(test())}`);
  const each = (cases: readonly string[]) => (title: string, test: (given: string) => unknown) => {
    for (const given of cases) record(title, () => test(given));
  };
  const given = { GUARDRAILS_SEED_OF_RUN: `${seed}`, GUARDRAILS_ALL_FILES: allFiles, GUARDRAILS_THOROUGH: thorough };
  process.env = { ...env, ...given };
  globalThis.it = Object.assign(record, { each }) as unknown as typeof it;
  try {
    jest.isolateModules(() => {
      const { FIRST_PLACE, someOf } = jest.requireActual<typeof Thorough>('../support/thorough');
      const { someIt } = jest.requireActual<typeof SomeIt>('../support/some-it');
      for (const title of ['one', 'two']) someIt(title, () => `${someOf(['x', 'y']).join('')} from ${FIRST_PLACE}`);
      someIt.each(['a', 'b', 'c'])('each', (one) => `${one} from ${FIRST_PLACE}`);
    });
  } finally {
    [globalThis.it, process.env] = [whole, env];
  }
  return done;
}

describe('a file of long tests', () => {
  it('has every second of them run where all files are run', () => {
    expect(taken({ seed: 0 })).toEqual(['one x from 0', 'each a from 0', 'each c from 0']);
    expect(taken({ seed: 5 })).toEqual(['two y from 1', 'each b from 1']);
  });

  it('has each of them, with each case of it and each beginning of its sweep, run by eight seeds in a row', () => {
    const all = new Set(Array.from({ length: 8 }, (_, index) => taken({ seed: 123 + index })).flat());
    for (const test of ['one', 'two']) {
      for (const start of ['x from 0', 'y from 1', 'x from 2', 'y from 3']) expect(all).toContain(`${test} ${start}`);
    }
    for (const given of ['a', 'b', 'c'])
      for (const place of [0, 1, 2, 3]) expect(all).toContain(`each ${given} from ${place}`);
  });

  it.each<[string, Run, string]>([
    ['somebody names a file or a test', { seed: 5, allFiles: '0' }, 'y'],
    ['everything is run, with all cases', { seed: 5, thorough: '1' }, 'xy'],
  ])('has all of them run where %s', (_, run, cases) => {
    const titles = taken(run).map((one) => one.split(' from')[0]);
    expect(titles).toEqual([`one ${cases}`, `two ${cases}`, 'each a', 'each b', 'each c']);
  });
});

describe('a run', () => {
  const patterns = (isSet: boolean) => ({ testPathPatterns: { isSet: () => isSet } });

  it('is of all files where nobody asks for some', () => {
    expect(isWhole({ ...patterns(false), testNamePattern: '', onlyChanged: false, onlyFailures: false })).toBe(true);
  });

  it.each<[string, object]>([
    ['a file', patterns(true)],
    ['a test', { testNamePattern: 'an attacker' }],
    ['what has changed', { onlyChanged: true }],
    ['what failed', { onlyFailures: true }],
    ['what imports a file', { findRelatedTests: true }],
    ['a share', { shard: { shardIndex: 1, shardCount: 2 } }],
    ['what a filter leaves', { filter: './filter.js' }],
  ])('is not where somebody asks for %s', (_, asked) => {
    expect(isWhole({ ...patterns(false), ...asked })).toBe(false);
  });
});
