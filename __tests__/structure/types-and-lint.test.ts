import { spawnSync } from 'node:child_process';
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from '../support/source';

// A process of its own, with the compiler and the linter: seconds on a busy machine.
jest.setTimeout(120_000);

const PROJECT = join(__dirname, '../..');
const COMPILER = { lib: ['es2022'], module: 'nodenext', strict: true, types: [], skipLibCheck: true, noEmit: true };

/** What `npm run types-and-lint` says of a project with one source file. */
function checked(text: string) {
  const folder = folderWith({
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER, include: ['src'] }),
    'src/one.ts': text,
  });
  for (const file of ['eslint.config.mjs', 'purity.cjs', 'package.json'])
    copyFileSync(join(PROJECT, file), join(folder, file));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const script = join(PROJECT, '.ci/types-and-lint.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('the check of types and lint', () => {
  it('refuses a mistake of types that the linter knows nothing of', () => {
    const { status, said } = checked(`export const count: number = 'three';\n`);
    expect(said).toMatch(/src\/one\.ts\(1,14\): error TS2322/);
    expect(said).not.toMatch(/@typescript-eslint/);
    expect(status).toBe(1);
  });

  it('refuses a break of a rule that asks for types, which the compiler accepts', () => {
    const { status, said } = checked('export const begin = (): void => {\n  Promise.resolve();\n};\n');
    expect(said).toMatch(/2:3 {2}error .*@typescript-eslint\/no-floating-promises/);
    expect(said).not.toMatch(/error TS/);
    expect(status).toBe(1);
  });
});
