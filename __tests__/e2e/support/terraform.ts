import { awsEnvironment, machineEnvironment, NO_USER, type Keys } from './credentials';
import { run, runOrFail, type Finished } from './run';

/** Exit codes of `terraform plan -detailed-exitcode`. */
export const PLAN = { empty: 0, refused: 1, changes: 2 } as const;

/** The real Terraform on a synthesised stack, against the emulated account. */
export class Terraform {
  /**
   * @param stack folder with `cdk.tf.json`
   * @param provider variables that say where the AWS provider is
   */
  public constructor(
    private readonly stack: string,
    private readonly endpoint: string,
    private readonly provider: Readonly<Record<string, string>>,
  ) {}

  public async init(): Promise<string> {
    return this.succeed(['init', '-input=false']);
  }

  public async validate(): Promise<string> {
    return this.succeed(['validate']);
  }

  /** @param keys who plans; somebody who is no IAM user by default */
  public async plan(keys: Keys = NO_USER): Promise<Finished> {
    return run(command(['plan', '-input=false', '-detailed-exitcode']), this.stack, this.environment(keys));
  }

  /** @param keys who applies; somebody who is no IAM user by default */
  public async apply(keys: Keys = NO_USER): Promise<string> {
    return this.succeed(['apply', '-input=false', '-auto-approve'], keys);
  }

  /** @param keys who destroys; somebody who is no IAM user by default */
  public async destroy(keys: Keys = NO_USER): Promise<Finished> {
    return run(command(['destroy', '-input=false', '-auto-approve']), this.stack, this.environment(keys));
  }

  /** Addresses of everything in the state. */
  public async resources(): Promise<string[]> {
    const { exitCode, output } = await run(command(['state', 'list']), this.stack, this.environment(NO_USER));
    if (exitCode !== 0 && output.includes('No state file was found')) return [];
    return output.split('\n').filter((line) => line !== '');
  }

  private async succeed(args: readonly string[], keys: Keys = NO_USER): Promise<string> {
    return runOrFail(command(args), this.stack, this.environment(keys));
  }

  private environment(keys: Keys) {
    return {
      ...machineEnvironment(),
      ...this.provider,
      ...awsEnvironment(this.endpoint, keys),
      // A call that moto lacks is repeated until it looks hung.
      AWS_MAX_ATTEMPTS: '2',
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    };
  }
}

/** `state` knows no `-no-color` of its own and writes none. */
function command([job = '', ...args]: readonly string[]): string[] {
  return ['terraform', job, ...args, ...(job === 'state' ? [] : ['-no-color'])];
}
