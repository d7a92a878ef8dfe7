import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { folderWith } from '../../support/source';

const PROJECT = join(__dirname, '../../..');
const CONFIGURATION = [
  ...['package.json', 'oxlint.config.mjs', 'purity.cjs', 'lint-plugin.mjs', '.dependency-cruiser.cjs'],
  'src/report/browser/tsconfig.json',
];
const COMPILER = { lib: ['es2022'], module: 'nodenext', strict: true, types: [], skipLibCheck: true, noEmit: true };
/** Ends a check that hangs before Jest's limit of these files (120 s) would: Jest cannot interrupt spawnSync. */
const CHECK_TIMEOUT_MS = 100_000;

const output = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string().optional(),
      message: z.string(),
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
  readonly message: string;
}

/**
 * What `npm run types-and-lint` says of a project of a few source files.
 * @param files their texts, by their paths
 * @param compilerOptions of the project's configuration; strict ones, with no types of Node, where none are given
 * @throws Error if the check hangs or prints no JSON
 */
export function checked(
  files: Readonly<Record<string, string>>,
  compilerOptions: object = COMPILER,
): { readonly status: number; readonly mistakes: readonly Mistake[] } {
  const configuration = { 'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }) };
  const { status, said } = runIn({ ...configuration, ...files }, ['types-and-lint', '--', '--format', 'json']);
  const { diagnostics } = output.parse(JSON.parse(said));
  const mistakes = diagnostics.map(({ code, message, filename, labels }) => ({
    file: filename,
    line: labels[0]?.span.line,
    code,
    message,
  }));
  return { status, mistakes };
}

/** Runs a script of package.json in a project of a few files, which has the configuration of our checks. */
export function runIn(
  files: Readonly<Record<string, string>>,
  script: readonly string[],
): { readonly status: number; readonly said: string } {
  const folder = folderWith(files);
  for (const file of CONFIGURATION) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(PROJECT, file), join(folder, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const how = { cwd: folder, encoding: 'utf8', timeout: CHECK_TIMEOUT_MS } as const;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...script], how);
  if (status === null) throw new Error(`npm run ${script.join(' ')} was ended: ${stderr}`);
  return { status, said: stdout };
}
