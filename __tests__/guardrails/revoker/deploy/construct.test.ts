import { App, Testing } from 'cdktf';
import { unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledRules, type BundledRules } from '../../../../src/guardrails/revoker/rules';
import { MainStack } from '../../../../src/stacks/main';
import { NO_CLEANUP } from '../../../support/deployed';
import { someSettings } from '../../../support/settings';
import { resources, templateOf, type Template } from '../../../support/template';

// A stack is synthesised and bundled: seconds on a busy machine.
jest.setTimeout(120_000);

/** A stack with some settings and no other guardrail, and where its bundles are. */
function stackWith(overrides: object = {}): { readonly template: Template; readonly outdir: string } {
  const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
  const off = { unusedServiceDeny: { mode: 'off' }, permissionsBoundary: { mode: 'off', tags: false } };
  const settings = someSettings({ ...off, credentialCleanup: NO_CLEANUP, ...overrides });
  return { template: templateOf(new MainStack(app, 'iam-guardrails', settings)), outdir: app.outdir };
}

/** The rules in the bundle of the revoker. */
function rulesWith(overrides: object): BundledRules {
  const { outdir } = stackWith(overrides);
  const files = unzipSync(readFileSync(join(outdir, 'bundles', 'iam-guardrails-revoker.zip')));
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

describe('who was in an admin group when it was first deployed', () => {
  const pinned = { name: 'Owners', id: 'AGPAOWNERS' };
  const { template } = stackWith({ revoker: { adminGroups: ['Administrators', pinned] } });
  const [first, second] = Object.entries(template.resource['terraform_data'] ?? {});
  const rule = resources(template, 'aws_cloudwatch_event_rule').find((one) => 'event_pattern' in one);

  it('is kept by Terraform as it was, until another group is pinned', () => {
    for (const [, kept] of [first ?? [], second ?? []])
      expect(kept?.['lifecycle']).toEqual({ ignore_changes: ['input'] });
    expect(first?.[1]).not.toHaveProperty('triggers_replace');
    expect(second?.[1]).toMatchObject({ triggers_replace: { groupId: pinned.id } });
  });

  it('is in the ledger before the function knows the group', () => {
    const items = Object.keys(template.resource['aws_dynamodb_table_item'] ?? {});
    expect(items).toHaveLength(2);
    const fn = resources(template, 'aws_lambda_function').find(
      (one) => one['function_name'] === 'iam-guardrails-revoker',
    );
    expect(fn?.['depends_on']).toEqual(expect.arrayContaining(items.map((item) => `aws_dynamodb_table_item.${item}`)));
  });

  it('fails the plan where a group without a pinned id is another by now', () => {
    const { precondition } = rule?.['lifecycle'] as {
      readonly precondition: { condition: string; error_message: string }[];
    };
    const others = precondition.filter(({ error_message: words }) => words.includes('than at the first deployment'));
    expect(others.map(({ condition }) => condition)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\\$\\{terraform_data\\.${first?.[0] ?? ''}\\.output\\.groupId == data\\.aws_iam_group\\.\\w+\\.group_id\\}$`,
        ),
      ),
    ]);
  });

  it('is nothing in an account without IAM admins', () => {
    const { template: without } = stackWith({ revoker: { adminGroups: 'none' } });
    expect(resources(without, 'terraform_data')).toEqual([]);
    expect(resources(without, 'aws_dynamodb_table_item')).toEqual([]);
  });
});
