import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironmentOfFile, credentialsFile, machineEnvironment, NO_USER, type Keys } from './credentials';
import { RunningProvider } from './running-provider';
import { run, runOrFail, type Environment, type Finished } from './run';

/** The provider waits for most resources, a queue for 25 seconds, and each of them has a place among so many. */
const PARALLELISM = '-parallelism=50';

/** Exit codes of `terraform plan -detailed-exitcode`. */
export const PLAN = { empty: 0, refused: 1, changes: 2 } as const;

export interface TerraformProps {
  /** Folder with `cdk.tf.json`. */
  readonly stack: string;
  /** Folder for the keys of whoever runs a command. */
  readonly aside: string;
  readonly endpoint: string;
  /** Variables that say where the AWS provider is. */
  readonly provider: Environment;
}

/** The real Terraform on a synthesised stack, against the emulated account. */
export class Terraform {
  private running: Promise<RunningProvider> | undefined;
  private readonly keys: string;
  private readonly environment: Environment;

  public constructor(private readonly props: TerraformProps) {
    this.keys = join(props.aside, 'credentials');
    this.environment = {
      ...machineEnvironment(),
      ...props.provider,
      // A provider that runs on keeps its environment, and reads this file anew for each command.
      ...awsEnvironmentOfFile(props.endpoint, this.keys),
      // A call that moto lacks is repeated until it looks hung.
      AWS_MAX_ATTEMPTS: '2',
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    };
  }

  public async init(): Promise<string> {
    return this.alone(['init', '-input=false']);
  }

  /** As anybody would: with the provider that Terraform itself finds and starts. */
  public async validate(): Promise<string> {
    return this.alone(['validate']);
  }

  /** @param keys who plans; somebody who is no IAM user by default */
  public async plan(keys: Keys = NO_USER): Promise<Finished> {
    return this.run(['plan', '-input=false', '-detailed-exitcode'], keys);
  }

  /** Plans as a pull request is planned: without the lock, which is the deployment's. */
  public async planUnlocked(keys: Keys): Promise<Finished> {
    return this.run(['plan', '-input=false', '-lock=false', '-detailed-exitcode'], keys);
  }

  /** Plans without a look at what became of the resources, where a plan before has just looked. */
  public async planOfState(): Promise<Finished> {
    return this.run(['plan', '-input=false', '-detailed-exitcode', '-refresh=false'], NO_USER);
  }

  /**
   * Plans without a look at what became of the resources.
   *
   * @returns what the plan says to whoever makes it, and what `terraform show -json` says of it
   */
  public async plannedOfState(keys: Keys = NO_USER): Promise<{ readonly output: string; readonly shown: string }> {
    const file = join(this.props.aside, 'planned');
    const { exitCode, output } = await this.run(['plan', '-input=false', '-refresh=false', `-out=${file}`], keys);
    if (exitCode !== 0) throw new Error(`terraform plan ended with ${exitCode}:\n${output}`);
    return { output, shown: (await this.run(['show', '-json', file], keys)).output };
  }

  /** @param keys who applies; somebody who is no IAM user by default */
  public async apply(keys: Keys = NO_USER): Promise<string> {
    const { exitCode, output } = await this.run(['apply', '-input=false', '-auto-approve', PARALLELISM], keys);
    if (exitCode !== 0) throw new Error(`terraform apply ended with ${exitCode}:\n${output}`);
    return output;
  }

  /** @param keys who destroys; somebody who is no IAM user by default */
  public async destroy(keys: Keys = NO_USER): Promise<Finished> {
    return this.run(['destroy', '-input=false', '-auto-approve', PARALLELISM], keys);
  }

  /** Addresses of everything in the state. */
  public async resources(): Promise<string[]> {
    const { exitCode, output } = await this.run(['state', 'list'], NO_USER);
    if (exitCode !== 0 && output.includes('No state file was found')) return [];
    return output.split('\n').filter((line) => line !== '');
  }

  public async stop(): Promise<void> {
    await (await this.running)?.stop();
  }

  private async alone(args: readonly string[]): Promise<string> {
    this.use(NO_USER);
    return runOrFail(command(args), this.props.stack, this.environment);
  }

  private async run(args: readonly string[], keys: Keys): Promise<Finished> {
    this.running ??= RunningProvider.start(this.props, this.environment);
    const { environment } = await this.running;
    this.use(keys);
    return run(command(args), this.props.stack, { ...this.environment, ...environment });
  }

  private use(keys: Keys): void {
    writeFileSync(this.keys, credentialsFile(keys), { mode: 0o600 });
  }
}

/** `state` knows no `-no-color` of its own and writes none. */
function command([job = '', ...args]: readonly string[]): string[] {
  return ['terraform', job, ...args, ...(job === 'state' ? [] : ['-no-color'])];
}
