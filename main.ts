import { App } from 'cdktf';
import { readSettings } from './src/settings';
import { SettingsError } from './src/settings/error';
import { warnings } from './src/settings/warnings';
import { MainStack } from './src/stacks/main';

const STACK = 'iam-guardrails';

try {
  const settings = readSettings(__dirname, process.env['GUARDRAILS_ENV']);
  // Stack traces would write this machine's paths into the result.
  const app = new App({ stackTraces: false });
  new MainStack(app, STACK, settings);
  app.synth();
  if (settings.environments !== undefined) console.log(`Environment: ${settings.environments.chosen ?? 'none'}`);
  console.log(`Synthesised into ${app.outdir}/stacks/${STACK}`);
  // The CLI prints the stack's warnings itself.
  const unsaid = process.env['CDKTF_CONTEXT_JSON'] === undefined ? warnings(settings) : [];
  for (const warning of unsaid) console.warn(`Warning: ${warning}`);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
