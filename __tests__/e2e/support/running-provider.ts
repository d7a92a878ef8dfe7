import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Environment } from './run';
import { SchemaProxy } from './schema-proxy';

const NAME = 'TF_REATTACH_PROVIDERS';
const STARTS_WITHIN_MS = 90_000;

/** What a provider in debug mode says of itself, by its address in the registry. */
const served = z.record(
  z.string(),
  z.looseObject({ Addr: z.object({ Network: z.literal('unix'), String: z.string() }) }),
);
const configuration = z.object({
  resource: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
});

/**
 * The AWS provider that `terraform init` installed, in one process for every command.
 *
 * Terraform starts it two or three times for each command, which takes more of a processor than all that the commands
 * do. Debug mode is the provider's own way to serve a Terraform that did not start it. Each command configures it anew,
 * but it keeps the environment that it began with.
 */
export class RunningProvider {
  private constructor(
    private readonly child: ChildProcess,
    private readonly proxy: SchemaProxy,
    /** Variables that lead Terraform to it. */
    public readonly environment: Environment,
  ) {}

  /**
   * @param stack folder that Terraform is initialised in
   * @param aside folder for a socket
   */
  public static async start(
    { stack, aside }: { readonly stack: string; readonly aside: string },
    env: Environment,
  ): Promise<RunningProvider> {
    const child = spawn(installedProvider(stack), ['-debug'], { cwd: stack, env, stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      const providers = served.parse(JSON.parse(await saidOf(child)));
      const [[name, provider]] = z.tuple([z.tuple([z.string(), served.valueType])]).parse(Object.entries(providers));
      const socket = join(aside, 'provider.sock');
      const proxy = await SchemaProxy.start(provider.Addr.String, socket, typesSoFar(stack));
      const Addr = { ...provider.Addr, String: socket };
      return new RunningProvider(child, proxy, { [NAME]: JSON.stringify({ [name]: { ...provider, Addr } }) });
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  public async stop(): Promise<void> {
    this.proxy.stop();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill();
    await exited;
  }
}

async function saidOf(child: ReturnType<typeof spawn>): Promise<string> {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const giveUpAt = Date.now() + STARTS_WITHIN_MS;
  while (child.exitCode === null && Date.now() < giveUpAt) {
    const [, value] = new RegExp(`${NAME}='(.+)'`).exec(output.join('')) ?? [];
    if (value !== undefined) return value;
    await wait(50);
  }
  throw new Error(`the AWS provider does not serve: ${output.join('')}`);
}

/** Types of the configuration as it stands, and of those before it: the state may still hold them. */
function typesSoFar(stack: string): () => ReadonlySet<string> {
  const types = new Set<string>();
  return () => {
    const { resource, data } = configuration.parse(JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')));
    for (const type of [...Object.keys(resource), ...Object.keys(data)]) types.add(type);
    return types;
  };
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
