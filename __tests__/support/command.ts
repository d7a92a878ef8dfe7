import { spawn, spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountUser, EmbeddedAccount } from '../../src/embedded-account/account';
import { temporaryFolder } from './temporary-folder';

const ROOT = join(__dirname, '../..');

const NAME = 'iam-guardrails.js';

/** Where {@link buildCommand} writes the operator's command: once for all files of a run, else once for a file. */
export const built = join(process.env['GUARDRAILS_STACKS_OF_RUN'] ?? temporaryFolder('command-'), NAME);

export function buildCommand(): void {
  if (existsSync(built)) return;
  const made = join(temporaryFolder('building-'), NAME);
  const { status, stderr } = spawnSync('npm', ['run', 'build', '--', made], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  // Another file may build at the same time: each finds a whole command, and both have the same bytes.
  renameSync(made, built);
}

/** Somebody who may do this and nothing else. */
export function anOperator(account: EmbeddedAccount, actions: readonly string[]): AccountUser {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return account.addUser({ name: 'operator', inline: { own: JSON.stringify({ Version: '2012-10-17', Statement }) } });
}

/** What came of a command. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command in a process of its own, with nothing of this one's environment. */
export async function command(
  account: EmbeddedAccount,
  operator: AccountUser | 'profile',
  args: readonly string[],
  cwd = temporaryFolder('empty-'),
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [built, ...args], {
    cwd,
    env: {
      ...environment,
      HOME: cwd,
      AWS_ENDPOINT_URL: account.endpoint,
      ...(operator !== 'profile' && {
        AWS_ACCESS_KEY_ID: operator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: operator.credentials.secretAccessKey,
      }),
    },
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, ...texts };
}
