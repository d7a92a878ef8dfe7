import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { readSettings } from '../../settings';
import { SettingsError } from '../../settings/error';
import { BootstrapStack, type BootstrapProps } from '../bootstrap';

const STACK = 'iam-guardrails-bootstrap';
const ROOT = join(__dirname, '../../..');
const OUT = join(ROOT, 'cdktf.out');
/** Where the local backend puts the state of this stack. */
const LOCAL_STATE = join(ROOT, `terraform.${STACK}.tfstate`);

/**
 * Makes the bucket for the Terraform state, then moves its own state into it.
 *
 * May be run again: a run that was cut short goes on, and a finished one plans no change.
 */
function main(applyArguments: readonly string[]): void {
  const settings = readSettings(ROOT, process.env['GUARDRAILS_ENV']);
  const { backend } = settings;
  if (backend === undefined || backend === 'local') {
    throw new SettingsError([`backend = ${JSON.stringify(backend)}: there is no bucket to make; allowed: {"s3": {…}}`]);
  }
  const props = { settings, s3: backend.s3 };

  synth({ ...props, state: 'bucket' });
  if (!existsSync(LOCAL_STATE) && succeeds('init', '-input=false', '-reconfigure')) {
    terraform('apply', ...applyArguments);
    return;
  }
  synth({ ...props, state: 'local' });
  terraform('init', '-input=false', '-reconfigure');
  terraform('apply', ...applyArguments);
  synth({ ...props, state: 'bucket' });
  terraform('init', '-input=false', '-migrate-state', '-force-copy');
  rmSync(LOCAL_STATE);
}

function synth(props: BootstrapProps): void {
  const app = new App({ outdir: OUT, stackTraces: false });
  new BootstrapStack(app, STACK, props);
  app.synth();
}

function terraform(...command: string[]): void {
  if (!run(command, 'inherit')) throw new Error(`terraform ${command.join(' ')} failed; its output is above`);
}

function succeeds(...command: string[]): boolean {
  return run(command, 'ignore');
}

function run(command: readonly string[], output: 'inherit' | 'ignore'): boolean {
  const stdio = ['inherit', output, output] as const;
  const { status, error } = spawnSync('terraform', [`-chdir=${join(OUT, 'stacks', STACK)}`, ...command], {
    stdio: [...stdio],
  });
  if (error !== undefined) throw error;
  return status === 0;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
