import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesise } from '../../src/trial/synthesise';

const STACK = 'stacks/iam-guardrails/cdk.tf.json';

const templates = new Map<string, string>();

/**
 * Path of the stack synthesised with these settings: made once for all files of a run that keeps stacks (bundle-once.cjs),
 * else once for a file.
 */
export function stackOf(settings: object): string {
  const key = JSON.stringify(settings);
  const run = process.env['GUARDRAILS_STACKS_OF_RUN'];
  const template = templates.get(key) ?? (run === undefined ? synthesise(settings) : keptIn(run, key, settings));
  templates.set(key, template);
  return template;
}

function keptIn(run: string, key: string, settings: object): string {
  const kept = join(run, createHash('sha256').update(key).digest('hex'));
  if (!existsSync(kept)) keep(synthesise(settings), kept);
  return join(kept, STACK);
}

function keep(template: string, as: string): void {
  const folder = template.slice(0, -STACK.length);
  try {
    renameSync(folder, as);
  } catch (error) {
    // Another file was faster.
    if (!existsSync(as)) throw error;
    rmSync(folder, { recursive: true });
  }
}
