import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { folderWith } from '../../support/source';

const PROJECT = join(__dirname, '../../..');
const CHECKS = [
  ...['package.json', 'oxlint.config.mjs', 'purity.cjs', '.ci/lint-plugin.mjs'],
  'src/report/browser/tsconfig.json',
];
const COMPILER = { lib: ['es2022'], module: 'nodenext', strict: true, types: [], skipLibCheck: true, noEmit: true };
/** Where a check hangs: a run of it takes a second or two. */
const HANGS_AFTER_MS = 100_000;

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

/**
 * What `npm run types-and-lint` says of a project of a few source files.
 * @param files their texts, by their paths
 * @param compilerOptions of the project's configuration; strict ones, with no types of Node, where none are given
 * @throws Error for a check that hangs, or that does not say what it found
 */
export function checked(
  files: Readonly<Record<string, string>>,
  compilerOptions: object = COMPILER,
): { readonly status: number; readonly mistakes: readonly Mistake[] } {
  const configuration = { 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }) };
  const { status, said } = runIn({ ...configuration, ...files }, ['types-and-lint', '--', '--format', 'json']);
  const { diagnostics } = output.parse(JSON.parse(said));
  const mistakes = diagnostics.map(({ code, filename, labels }) => ({
    file: filename,
    line: labels[0]?.span.line,
    code,
  }));
  return { status, mistakes };
}

/** Runs a script of package.json in a project of a few files, which has the configuration of our checks. */
export function runIn(
  files: Readonly<Record<string, string>>,
  script: readonly string[],
): { readonly status: number; readonly said: string } {
  const folder = folderWith(files);
  for (const file of CHECKS) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(PROJECT, file), join(folder, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const how = { cwd: folder, encoding: 'utf8', timeout: HANGS_AFTER_MS } as const;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...script], how);
  if (status === null) throw new Error(`npm run ${script.join(' ')} was ended: ${stderr}`);
  return { status, said: stdout };
}
