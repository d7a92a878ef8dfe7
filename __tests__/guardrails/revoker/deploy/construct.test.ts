import { App, Testing } from 'cdktf';
import { unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledRules, type BundledRules } from '../../../../src/guardrails/revoker/rules';
import { MainStack } from '../../../../src/stacks/main';
import { NO_CLEANUP } from '../../../support/deployed';
import { someSettings } from '../../../support/settings';
import { templateOf } from '../../../support/template';

// A stack is synthesised and bundled: seconds on a busy machine.
jest.setTimeout(120_000);

/** The rules in the bundle of the revoker, of a stack with some settings and no other guardrail. */
function rulesWith(overrides: object): BundledRules {
  const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
  const off = { unusedServiceDeny: { mode: 'off' }, permissionsBoundary: { mode: 'off', tags: false } };
  templateOf(
    new MainStack(app, 'iam-guardrails', someSettings({ ...off, credentialCleanup: NO_CLEANUP, ...overrides })),
  );
  const files = unzipSync(readFileSync(join(app.outdir, 'bundles', 'iam-guardrails-revoker.zip')));
  return bundledRules(Buffer.from(files['rules.json'] ?? []).toString());
}

describe('the rules in the bundle', () => {
  it('know the roles of the functions that call IAM', () => {
    expect(rulesWith({}).ownRoles).toEqual({
      path: '/iam-guardrails/',
      names: expect.arrayContaining(['iam-guardrails-revoker', 'iam-guardrails-release']) as unknown,
    });
  });

  it('say whose sessions may make admins: by default of the role that Terraform assumes, and of Identity Center', () => {
    const assumeRoleArn = 'arn:aws:iam::111122223333:role/deployer';
    expect(rulesWith({ assumeRoleArn }).adminRoles).toEqual([assumeRoleArn, '/aws-reserved/sso.amazonaws.com/']);
  });
});
