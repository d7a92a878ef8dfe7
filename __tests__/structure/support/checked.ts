import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { folderWith } from '../../support/source';

const PROJECT = join(__dirname, '../../..');
const CHECK = ['package.json', 'oxlint.config.mjs', 'purity.cjs', '.ci/lint-plugin.mjs'];
const COMPILER = { lib: ['es2022'], module: 'nodenext', strict: true, types: [], skipLibCheck: true, noEmit: true };

const output = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string().optional(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

/** A mistake that the check of types and lint finds, with the rule or the number of the compiler's error. */
export interface Mistake {
  readonly file: string;
  readonly line: number | undefined;
  readonly code: string | undefined;
}

/** What `npm run types-and-lint` says of a project of a few source files. @param files their texts, by their paths */
export function checked(
  files: Readonly<Record<string, string>>,
  compilerOptions: object = COMPILER,
): { readonly status: number | null; readonly mistakes: readonly Mistake[] } {
  const folder = folderWith({ 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }), ...files });
  for (const file of CHECK) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(PROJECT, file), join(folder, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const args = ['run', '--silent', 'types-and-lint', '--', '--format', 'json'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 100_000 });
  if (stderr !== '') throw new Error(stderr);
  const { diagnostics } = output.parse(JSON.parse(stdout));
  const mistakes = diagnostics.map(({ code, filename, labels }) => ({
    ...{ file: filename, code },
    line: labels[0]?.span.line,
  }));
  return { status, mistakes };
}
