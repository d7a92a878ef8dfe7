import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SEED } from '../support/seed';

const ROOT = join(__dirname, '..', '..');

/** Draws that no seed repeats. A sample, unlike a property that fails, does not print its seed: its test has to know it. */
const UNSEEDED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['Math.random', /\bMath\.random\b/],
  ['a draw of node:crypto', /\brandom(UUID|Bytes|Int|Fill|FillSync)\b|\bgenerateKey(Pair)?(Sync)?\b/],
  ['a draw of Web Crypto', /\bgetRandomValues\b/],
  ['the clock as a seed', /\bseed\b[^;\n]*\bDate\.now\b/i],
  ['a sample without a seed', /\bfc\.(sample|statistics)\((?![^;]*\bseed\b)/],
];

const drawsIn = (text: string) => UNSEEDED.flatMap(([what, pattern]) => (pattern.test(text) ? [what] : []));

describe('tests, benches and the embedded account', () => {
  it('draw nothing that no seed repeats', () => {
    const files = ['__tests__', 'bench', 'src/embedded-account', 'src/trial'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|cjs|mjs)$/.test(file))
        .map((file) => join(folder, file)),
    );
    expect(files.length).toBeGreaterThan(300);
    // They speak of draws, and make none.
    const speaking = [join('__tests__', 'docs', 'draws.test.ts'), join('__tests__', 'structure', 'violations.test.ts')];
    const found = files
      .filter((file) => !speaking.includes(file))
      .map((file) => [file, drawsIn(readFileSync(join(ROOT, file), 'utf8'))] as const)
      .filter(([, draws]) => draws.length > 0);
    expect(found).toEqual([]);
  });

  it.each([
    'const one = Math.random();',
    "import { randomUUID } from 'node:crypto';",
    'crypto.getRandomValues(bytes);',
    'const SEED = Number(given ?? Date.now() % 2 ** 31);',
    'fc.sample(generatedAccount({ minLength: 2 }), HISTORIES);',
  ])('are found out where they would: %s', (text) => {
    expect(drawsIn(text)).toHaveLength(1);
  });

  it('draw with fast-check from the seed of the run', () => {
    expect(Number.isInteger(SEED)).toBe(true);
    expect(fc.readConfigureGlobal().seed).toBe(SEED);
    const draw = () => fc.sample(fc.integer(), { seed: SEED, numRuns: 20 });
    expect(draw()).toEqual(draw());
  });
});
