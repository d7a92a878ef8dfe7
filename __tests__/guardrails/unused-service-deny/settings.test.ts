import { neverDenied } from '../../../src/guardrails/unused-service-deny/judge/never-denied';
import { denyRulesOf } from '../../../src/guardrails/unused-service-deny/deploy/rules-of';
import { rulesOf } from '../../../src/guardrails/unused-service-deny/rules';
import { namesOf } from '../../../src/foundation/names';
import { wholeDeploymentOf } from '../../../src/stacks/whole-deployment';
import { refusalOf, someSettings } from '../../support/settings';

describe('the settings', () => {
  const both = { unusedServiceDeny: { mode: 'enforce' }, permissionsBoundary: { mode: 'enforce' } };

  it('refuse two guardrails that would restrict the same users, and say what to write', () => {
    const refusal = refusalOf(both);
    expect(refusal).toContain('unusedServiceDeny.mode = "enforce"');
    expect(refusal).toContain('permissionsBoundary.users false');
    expect(refusal).toContain('unusedServiceDeny.mode observe or off');
  });

  it.each([
    ['boundaries are put on roles alone', { ...both, permissionsBoundary: { mode: 'enforce', users: false } }],
    ['one of them only reports', { ...both, permissionsBoundary: { mode: 'observe' } }],
    ['the other only reports', { ...both, unusedServiceDeny: { mode: 'observe' } }],
  ])('take both where %s', (_, settings) => {
    expect(someSettings(settings)).toMatchObject(settings);
  });

  it('refuse what is no prefix of a service, and say what one is', () => {
    const refusal = refusalOf({ unusedServiceDeny: { neverDeny: ['s3:*'] } });
    expect(refusal).toContain('unusedServiceDeny.neverDeny[0] = "s3:*"');
    expect(refusal).toContain('the prefix of a service, such as s3');
  });
});

describe('the rules in the bundles', () => {
  const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'pre' };
  const rulesWith = (settings: object) => {
    const given = someSettings({ namePrefix: 'pre', ...settings });
    return denyRulesOf({ ...given, partition: 'aws' }, namesOf(place), wholeDeploymentOf(given, namesOf(place)));
  };

  it('are read by the functions as they were written', () => {
    const rules = rulesWith({ unusedServiceDeny: { mode: 'enforce', releasedDays: 7 } });
    expect(rulesOf(JSON.stringify(rules))).toEqual(JSON.parse(JSON.stringify(rules)));
    expect(rules).toMatchObject({ mode: 'enforce', releasedDays: 7, unusedAfterDays: 90, trackingDays: 90 });
    expect(rules.denyPolicies).toMatchObject({ path: '/pre/', namePrefix: 'pre-unused-service-deny-' });
  });

  it('name sts among the services that nobody is denied, whatever the settings say', () => {
    expect(rulesWith({ unusedServiceDeny: { neverDeny: [] } }).neverDeny).toEqual(['sts']);
    expect(neverDenied(['sts', 's3'])).toEqual(['s3', 'sts']);
  });

  it('are refused where one is missing, and it is named', () => {
    expect(() => rulesOf(JSON.stringify({ ...rulesWith({}), releasedDays: undefined }))).toThrow('releasedDays');
  });
});
