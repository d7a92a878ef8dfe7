import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { readSettings } from '../../settings';
import { localStateOf } from '../../settings/environments';
import { SettingsError } from '../../settings/error';
import { BootstrapStack, type BootstrapProps } from '../bootstrap';
import { confirm } from './confirm';
import { BootstrapError, Terraform } from './terraform';

const STACK = 'iam-guardrails-bootstrap';
/** npm runs its scripts in the folder of package.json. */
const ROOT = process.cwd();
const OUT = join(ROOT, 'cdktf.out');
const APPROVED = '-auto-approve';

/**
 * Makes the bucket for the Terraform state, then moves its own state into it.
 *
 * May be run again: a run that was cut short goes on, and a finished one plans no change.
 *
 * @param args options for `terraform plan`, and `-auto-approve`
 */
async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(ROOT, process.env['GUARDRAILS_ENV']);
  const { backend, environments } = settings;
  if (backend === undefined || backend === 'local') {
    const given = backend === undefined ? 'backend is missing' : `backend = ${JSON.stringify(backend)}`;
    throw new SettingsError([`${given}: there is no bucket to make; allowed here: {"s3": {"bucket": …, "key": …}}`]);
  }
  const props = { settings, s3: backend.s3 };
  const terraform = new Terraform(join(OUT, 'stacks', STACK));
  // Environments may have buckets of their own, and a run that was cut short must not go on with another's.
  const localState = join(ROOT, localStateOf(STACK, environments?.chosen));
  if (environments !== undefined) console.log(`Environment: ${environments.chosen ?? 'none'}`);

  synth({ ...props, state: 'bucket' });
  if (!existsSync(localState) && terraform.succeeds('init', '-input=false', '-reconfigure')) {
    await apply(terraform, args);
    return;
  }
  synth({ ...props, state: 'local' });
  terraform.run('init', '-input=false', '-reconfigure');
  await apply(terraform, args);
  synth({ ...props, state: 'bucket' });
  terraform.run('init', '-input=false', '-migrate-state', '-force-copy');
  rmSync(localState);
}

function synth(props: BootstrapProps): void {
  const app = new App({ outdir: OUT, stackTraces: false });
  new BootstrapStack(app, STACK, props);
  app.synth();
}

async function apply(terraform: Terraform, args: readonly string[]): Promise<void> {
  const hasChanges = terraform.plan('plan', ...args.filter((arg) => arg !== APPROVED));
  if (!hasChanges) return;
  if (!args.includes(APPROVED)) await confirm();
  terraform.run('apply', '-input=false', 'plan');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof SettingsError || error instanceof BootstrapError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
