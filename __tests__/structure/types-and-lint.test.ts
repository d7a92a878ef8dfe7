import { checked, runIn } from './support/checked';

// Every check is a process of its own: seconds on a busy machine.
jest.setTimeout(120_000);

/** The lines of a source file that the check refuses, each with the rule or the number of the compiler's error. */
function refusedIn(text: string): readonly string[] {
  const { status, mistakes } = checked({ 'src/one.ts': text });
  expect(status).toBe(1);
  return mistakes.map(({ file, line, code }) => `${file}:${line} ${code}`);
}

describe('the check of types and lint', () => {
  it('accepts what is right', () => {
    expect(checked({ 'src/one.ts': 'export const count: number = 3;\n' })).toEqual({ status: 0, mistakes: [] });
  });

  it('refuses a mistake of types that the linter knows nothing of', () => {
    expect(refusedIn(`export const count: number = 'three';\n`)).toEqual(['src/one.ts:1 typescript(TS2322)']);
  });

  it('refuses a break of a rule that asks for types, which the compiler accepts', () => {
    const text = 'export const begin = (): void => {\n  Promise.resolve();\n};\n';
    expect(refusedIn(text)).toEqual(['src/one.ts:2 typescript(no-floating-promises)']);
  });

  it('refuses a default export', () => {
    expect(refusedIn('export default 3;\n')).toEqual(['src/one.ts:1 import(no-default-export)']);
  });

  it('refuses what is declared and never used, whatever it is called', () => {
    const text = 'export const all = ([first, _second]: readonly number[]) => first;\n';
    expect(refusedIn(text)).toEqual(['src/one.ts:1 eslint(no-unused-vars)']);
  });

  it('refuses a disable comment that suppresses nothing', () => {
    const text = '// oxlint-disable-next-line typescript/require-await -- it waited once\nexport const count = 3;\n';
    const { status, mistakes } = checked({ 'src/one.ts': text });
    const message = expect.stringMatching(/^Unused oxlint-disable directive/) as string;
    expect(mistakes).toEqual([expect.objectContaining({ file: 'src/one.ts', line: 1, message })]);
    expect(status).toBe(1);
  });

  it.each([
    ['an option that it does not know', { sttrict: true }],
    ['types that are not installed', { types: ['nowhere'] }],
  ])('refuses a configuration of the compiler with %s', (_, options) => {
    const { status, mistakes } = checked({ 'src/one.ts': 'export const count = 3;\n' }, options);
    expect(mistakes).toContainEqual(expect.objectContaining({ file: 'tsconfig.json' }));
    expect(status).toBe(1);
  });
});

describe('the check of what runs in a browser', () => {
  const TSCONFIG = JSON.stringify({ compilerOptions: { module: 'nodenext', strict: true, types: ['node'] } });
  const MAIN = `import { title } from '../page/title';\ndocument.title = title;\n`;

  it('accepts what a browser has', () => {
    const files = { 'src/report/browser/main.ts': MAIN, 'src/report/page/title.ts': `export const title = 'x';\n` };
    expect(runIn({ 'tsconfig.json': TSCONFIG, ...files }, ['types-in-browser'])).toEqual({ status: 0, said: '' });
  });

  it('refuses what only Node has, even in modules shared with the browser', () => {
    const title = `export const title = Buffer.from('x').toString();\n`;
    const files = { 'src/report/browser/main.ts': MAIN, 'src/report/page/title.ts': title };
    const { status, said } = runIn({ 'tsconfig.json': TSCONFIG, ...files }, ['types-in-browser']);
    expect(said).toMatch(/^src\/report\/page\/title\.ts\(1,22\): error TS2591: Cannot find name 'Buffer'/);
    expect(status).toBe(2);
  });
});
