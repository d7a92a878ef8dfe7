import { App, Testing } from 'cdktf';
import { namesOf } from '../../../../src/foundation/names';
import { analyzedBy } from '../../../../src/guardrails/credential-cleanup/deploy/analyzer/analyzed-by';
import { unusedAccessAnalyzer } from '../../../../src/guardrails/credential-cleanup/deploy/analyzer/construct';
import { ANALYZER_USES, CREDENTIAL_CLEANUP } from '../../../../src/guardrails/credential-cleanup/contract';
import { MainStack } from '../../../../src/stacks/main';
import { rolesIn } from '../../../support/roles';
import { someSettings } from '../../../support/settings';
import { resources, templateOf, templateWith } from '../../../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const only = { permissionsBoundary: { mode: 'off', tags: false }, unusedServiceDeny: { mode: 'off' } };
const stackWith = (credentialCleanup: object) =>
  templateOf(
    new MainStack(
      new App({ outdir: Testing.app().outdir, stackTraces: false }),
      'iam-guardrails',
      someSettings({ ...only, credentialCleanup }),
    ),
  );

/** The analyzer as Terraform is told of it. */
function analyzerWith(credentialCleanup: object, exemptions: readonly object[] = []): unknown {
  const by = analyzedBy(someSettings({ credentialCleanup, exemptions }));
  const template = templateWith((stack) => {
    unusedAccessAnalyzer(stack, 'analyzer', { name: 'unused', ...by });
  });
  return resources(template, 'aws_accessanalyzer_analyzer')[0];
}
const report = (users: number, roles: number, keys = 30) => ({
  ...{ users: { report: users }, roles: { report: roles }, keys: { report: keys } },
});
const exempt = (match: object, more: object = {}) => ({ match, owner: 'ops', reason: 'nightly', ...more });

describe('the analyzer that a deployment makes', () => {
  it.each([
    ['the first of both', report(60, 90), 60],
    ['roles alone', report(0, 90), 90],
    ['neither, but keys', report(0, 0, 45), 45],
    ['later than an analyzer may wait', report(366, 400), 365],
    ['as late as an analyzer may wait', report(365, 400), 365],
  ])('looks at the account, after the days after which the report names users and roles: %s', (_, given, days) => {
    expect(analyzerWith(given)).toMatchObject({
      ...{ analyzer_name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' },
      configuration: { unused_access: { unused_access_age: days } },
    });
  });

  it('leaves out whom a tag exempts for good, as far as it can be told', () => {
    const { configuration } = analyzerWith({}, [
      exempt({ tag: 'ci' }),
      exempt({ tag: 'team:ops' }, { from: [CREDENTIAL_CLEANUP] }),
      exempt({ tag: 'other:guardrail' }, { from: ['tags'] }),
      exempt({ tag: 'for:now' }, { expires: '2027-06-30' }),
      exempt({ tag: 'mail:ops@example.com' }),
      exempt({ tag: `${'k'.repeat(129)}:long` }),
      exempt({ name: 'ci' }),
    ]) as { configuration: object };
    expect(configuration).toMatchObject({
      unused_access: { analysis_rule: { exclusion: [{ resource_tags: [{ ci: '' }, { team: 'ops' }] }] } },
    });
    expect(JSON.stringify(analyzerWith({}))).not.toContain('analysis_rule');
  });
});

describe('a deployment', () => {
  const READS = ['ListAnalyzers', 'GetAnalyzer', 'ListFindings', 'GetFinding'].map((one) => `access-analyzer:${one}`);
  const analyzer = 'arn:aws:access-analyzer:us-east-1:111122223333:analyzer/a';

  it.each(ANALYZER_USES)('makes an analyzer, and lets its inventory ask, as far as the settings say: %s', (use) => {
    const template = stackWith({ analyzer: use });
    expect(resources(template, 'aws_accessanalyzer_analyzer').map((one) => one['analyzer_name'])).toEqual(
      use === 'create' ? ['iam-guardrails-unused-access'] : [],
    );
    expect(JSON.stringify(template.output).includes('takes 0.20 dollars a month for each user')).toBe(use === 'create');
    const asking = rolesIn(template).flatMap((role) =>
      READS.flatMap((action) =>
        role.may({ action, resource: action.endsWith('ListAnalyzers') ? '*' : analyzer })
          ? [`${role.name} ${action}`]
          : [],
      ),
    );
    const inventory = `iam-guardrails-${CREDENTIAL_CLEANUP}-inventory`;
    expect(asking).toEqual(use === 'none' ? [] : READS.map((action) => `${inventory} ${action}`));
  });

  it('makes none where nothing is reported', () => {
    const template = stackWith({ analyzer: 'create', ...report(0, 0, 0) });
    expect(resources(template, 'aws_accessanalyzer_analyzer')).toEqual([]);
  });

  it('names every analyzer of its Region and account', () => {
    const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'pre' };
    expect(namesOf(place).analyzersArn).toBe('arn:aws:access-analyzer:us-east-1:111122223333:analyzer/*');
  });
});
