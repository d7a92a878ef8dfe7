import { spawnSync } from 'node:child_process';

/** Why there is no bucket now, and what to do; people read it, and no stack. */
export class BootstrapError extends Error {
  public override readonly name = 'BootstrapError';
}

/** Exit codes of `terraform plan -detailed-exitcode`. */
export const PLAN = { empty: 0, refused: 1, changes: 2 } as const;

/** How the AWS provider, the S3 backend and STS say that nobody is signed in. */
const SIGNED_OUT =
  /No valid credential sources|failed to refresh cached credentials|get credentials|ExpiredToken|InvalidClientTokenId|SSO session/i;

/** Terraform on one stack, with its output where the person sees it. */
export class Terraform {
  public constructor(private readonly stack: string) {}

  /** Runs a command that must succeed. @throws BootstrapError saying in a sentence why it did not */
  public run(...command: string[]): void {
    const { status, errors } = this.start(command, 'inherit');
    if (status !== 0) throw failure(command, errors);
  }

  /** Whether a command succeeds, silently. */
  public succeeds(...command: string[]): boolean {
    return this.start(command, 'ignore').status === 0;
  }

  /** Plans into a file. @returns whether there is something to do @throws BootstrapError as {@link run} */
  public plan(file: string, ...more: readonly string[]): boolean {
    const command = ['plan', '-input=false', '-detailed-exitcode', `-out=${file}`, ...more];
    const { status, errors } = this.start(command, 'inherit');
    if (status !== PLAN.empty && status !== PLAN.changes) throw failure(command, errors);
    return status === PLAN.changes;
  }

  private start(command: readonly string[], output: 'inherit' | 'ignore') {
    const { status, error, stderr } = spawnSync('terraform', [`-chdir=${this.stack}`, ...command], {
      // The question is asked by the script, so that its answer is known there.
      stdio: ['ignore', output, 'pipe'],
      encoding: 'utf8',
    });
    if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
      throw new BootstrapError('terraform is not on the PATH: install Terraform 1.10 or newer, then run this again.');
    }
    if (error !== undefined) throw error;
    if (output === 'inherit') process.stderr.write(stderr);
    return { status, errors: stderr };
  }
}

function failure([command = '']: readonly string[], errors: string): BootstrapError {
  if (SIGNED_OUT.test(errors)) {
    return new BootstrapError(
      'Terraform found no AWS credentials, or none that are still valid: sign in or set AWS_PROFILE, then run this again.',
    );
  }
  return new BootstrapError(
    `terraform ${command} failed, and its output above says why; run this again once that is mended.`,
  );
}
