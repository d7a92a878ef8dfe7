import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { z } from 'zod';

/** The median of several loads of a bundle, each in a process of its own. */
export interface ColdStart {
  readonly runs: number;
  /** From an empty process of Node to a handler that takes events. */
  readonly loadMs: number;
  /** Of the code. */
  readonly kilobytes: number;
}

const RUNS = 9;

const template = z.object({
  resource: z.object({
    aws_lambda_function: z.record(z.string(), z.object({ function_name: z.string(), filename: z.string() })),
  }),
});

const LOAD = `
const startedAt = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - startedAt));`;

/**
 * Loads a function's bundle in fresh processes.
 *
 * @param templatePath of the synthesised stack; bundles lie beside it
 */
export function coldStartOf(templatePath: string, functionName: string): ColdStart {
  const { resource } = template.parse(JSON.parse(readFileSync(templatePath, 'utf8')));
  const found = Object.values(resource.aws_lambda_function).find((one) => one.function_name === functionName);
  if (found === undefined) throw new Error(`there is no function ${functionName}`);
  const files = unzipSync(readFileSync(join(templatePath, '..', found.filename)));
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const times = Array.from({ length: RUNS }, () => loadMs(join(folder, 'index.js'))).sort(
      (one, other) => one - other,
    );
    const kilobytes = Math.round((files['index.js']?.length ?? 0) / 1024);
    return { runs: RUNS, loadMs: times[Math.floor(RUNS / 2)] ?? 0, kilobytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadMs(file: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', LOAD, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} cannot be loaded: ${stderr}`);
  return Number(stdout);
}
