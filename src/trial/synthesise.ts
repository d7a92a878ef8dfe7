import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { parseSettings } from '../settings';
import { MainStack } from '../stacks/main';

/**
 * Synthesises the project's stack into a folder of its own, so that a trial leaves the checkout as it was.
 *
 * @param settings as below `context.guardrails` in `cdktf.json`
 * @returns path of `cdk.tf.json`
 */
export function synthesise(settings: object): string {
  const outdir = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
  const app = new App({ outdir, stackTraces: false });
  new MainStack(app, 'iam-guardrails', parseSettings(settings));
  app.synth();
  return join(outdir, 'stacks/iam-guardrails/cdk.tf.json');
}
