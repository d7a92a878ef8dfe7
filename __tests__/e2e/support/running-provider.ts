import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { ProviderProxy } from './provider-proxy';
import type { Environment } from './run';

const NAME = 'TF_REATTACH_PROVIDERS';
const STARTS_WITHIN_MS = 90_000;
/** So many functions are made or changed at a time. */
const PROCESSES = 4;

/** What a provider in debug mode says of itself, by its address in the registry. */
const served = z.record(
  z.string(),
  z.looseObject({ Addr: z.object({ Network: z.literal('unix'), String: z.string() }) }),
);
type Served = z.infer<typeof served>;
const configuration = z.object({
  resource: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
});

/**
 * The AWS provider that `terraform init` installed, in the same processes for every command.
 *
 * Terraform starts it two or three times for each command, which takes more of a processor than all that the commands
 * do. Debug mode is the provider's own way to serve a Terraform that did not start it. Each command configures it anew,
 * but it keeps the environment that it began with.
 */
export class RunningProvider {
  private constructor(
    private readonly children: readonly ChildProcess[],
    private readonly proxy: ProviderProxy,
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
    const file = installedProvider(stack);
    const children = Array.from({ length: PROCESSES }, () =>
      spawn(file, ['-debug'], { cwd: stack, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    try {
      const providers = await Promise.all(children.map(saidOf));
      const socket = join(aside, 'provider.sock');
      const proxy = await ProviderProxy.start(providers.flatMap(socketsOf), socket, typesSoFar(stack));
      const [said = {}] = providers;
      return new RunningProvider(children, proxy, { [NAME]: JSON.stringify(servedAt(socket, said)) });
    } catch (error) {
      for (const child of children) child.kill();
      throw error;
    }
  }

  public async stop(): Promise<void> {
    this.proxy.stop();
    await Promise.all(this.children.map(ended));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

async function saidOf(child: ChildProcess): Promise<Served> {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const giveUpAt = Date.now() + STARTS_WITHIN_MS;
  while (child.exitCode === null && Date.now() < giveUpAt) {
    const [, value] = new RegExp(`${NAME}='(.+)'`).exec(output.join('')) ?? [];
    if (value !== undefined) return served.parse(JSON.parse(value));
    await wait(50);
  }
  throw new Error(`the AWS provider does not serve: ${output.join('')}`);
}

function socketsOf(said: Served): string[] {
  return Object.values(said).map(({ Addr }) => Addr.String);
}

function servedAt(socket: string, said: Served): Served {
  return Object.fromEntries(
    Object.entries(said).map(([name, provider]) => [name, { ...provider, Addr: { ...provider.Addr, String: socket } }]),
  );
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
