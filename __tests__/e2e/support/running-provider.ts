import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from './run';

const NAME = 'TF_REATTACH_PROVIDERS';
const STARTS_WITHIN_MS = 90_000;

/**
 * The AWS provider that `terraform init` installed, in one process for every command.
 *
 * Terraform starts it two or three times for each command, which takes more of a processor than all that the commands
 * do. Debug mode is the provider's own way to serve a Terraform that did not start it. It is configured anew by each
 * command, but keeps the environment that it began with.
 */
export class RunningProvider {
  private constructor(
    private readonly child: ChildProcess,
    /** Variables that lead Terraform to it. */
    public readonly environment: Environment,
  ) {}

  /** @param stack folder that Terraform is initialised in */
  public static async start(stack: string, env: Environment): Promise<RunningProvider> {
    const child = spawn(installedProvider(stack), ['-debug'], { cwd: stack, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    }
    const giveUpAt = Date.now() + STARTS_WITHIN_MS;
    while (child.exitCode === null && Date.now() < giveUpAt) {
      const [, value] = new RegExp(`${NAME}='(.+)'`).exec(output.join('')) ?? [];
      if (value !== undefined) return new RunningProvider(child, { [NAME]: value });
      await wait(50);
    }
    child.kill();
    throw new Error(`the AWS provider does not serve: ${output.join('')}`);
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill();
    await exited;
  }
}

/** Links lead from here to a mirror, and a recursive list need not follow them. */
function installedProvider(stack: string): string {
  const only = (folder: string, begin = ''): string => {
    const [entry, ...more] = readdirSync(folder).filter((name) => name.startsWith(begin));
    if (entry === undefined || more.length > 0) throw new Error(`${folder} does not hold one AWS provider`);
    return join(folder, entry);
  };
  const versions = join(stack, '.terraform/providers/registry.terraform.io/hashicorp/aws');
  return only(only(only(versions)), 'terraform-provider-aws_');
}
