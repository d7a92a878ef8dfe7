import { namesOf } from '../../../../src/foundation/names';
import { boundaryRulesOf } from '../../../../src/guardrails/permissions-boundary/deploy/rules-of';
import { rulesOf } from '../../../../src/guardrails/permissions-boundary/rules';
import { ACCOUNT, someRules } from '../../../support/permissions-boundary';
import { someSettings } from '../../../support/settings';

const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;

const rulesWith = (overrides: object) => {
  const settings = someSettings(overrides);
  const { partition, region, namePrefix: prefix } = settings;
  return boundaryRulesOf(settings, namesOf({ partition, region, accountId: ACCOUNT, prefix }), {
    adminGroups: [{ name: 'Administrators' }, { name: 'Owners', id: 'AGPAOWNERS' }],
    exempt: settings.revoker.exempt,
    denyPolicyName: settings.revoker.denyPolicyName,
    releaseFunction: 'iam-guardrails-release',
    guard: { prefix: 'iam-guardrails', region: 'us-east-1' },
    ownRoles: { path: '/iam-guardrails/', names: ['iam-guardrails-revoker'] },
  });
};

describe('boundaryRulesOf', () => {
  it('writes what the functions read', () => {
    const rules = rulesWith({
      audit: { unusedAfterDays: 60, exemptionsObject: 's3://bucket/do_not_list.txt' },
      limits: { iamCallsPerSecond: 4, changesPerRun: 7 },
      permissionsBoundary: {
        mode: 'enforce',
        reopen: 'automatic',
        alwaysKeep: ['iam:PassRole', 'kms:*'],
        alwaysAllow: ['s3:Get*'],
        adopt: [arn('policy/old-*')],
      },
      exemptions: [{ match: { tag: 'team:data' }, from: ['tags'], owner: 'data', reason: 'own tags' }],
      protectedPrincipals: [{ arn: arn('role/deployer'), reason: 'deploys' }],
      revoker: { exempt: [{ arn: arn('user/break-glass'), id: 'AIDAEXAMPLE', reason: 'break-glass' }] },
      assumeRoleArn: arn('role/terraform'),
    });
    expect(rulesOf(JSON.stringify(rules))).toEqual(rules);
    expect(rules).toMatchObject({
      ...{ mode: 'enforce', style: 'allowUsed', reopen: 'automatic', adopt: [arn('policy/old-*')] },
      limits: { changesPerRun: 7, maxChangePercent: 20 },
      adminGroups: [{ name: 'Administrators' }, { name: 'Owners', id: 'AGPAOWNERS' }],
      tags: true,
      unusedAfterDays: 60,
      // Nobody is bounded by less than what is judged.
      trackingDays: 60,
      graceDays: 14,
      alwaysKeep: ['iam:PassRole', 'kms:*'],
      alwaysAllow: ['s3:Get*'],
      exemptions: [{ match: { tag: 'team:data' }, from: ['tags'] }],
      exemptionsObject: 's3://bucket/do_not_list.txt',
      protectedArns: [arn('role/deployer'), arn('user/break-glass')],
      deploymentRoleArn: arn('role/terraform'),
      audit: { iamCallsPerSecond: 4, concurrency: 5, reportWaitSeconds: 8 },
    });
    expect(rules?.baseActions).toHaveLength(17);
  });

  it.each([
    [{}, 30],
    [{ unusedAfterDays: 20 }, 20],
    [{ refreshDays: 40 }, 40],
  ])('asks anew, where the settings of the audit are %j, after %d days', (audit, expected) => {
    expect(rulesWith({ audit })?.audit).toMatchObject({ incremental: true, refreshDays: expected });
  });

  it.each([
    [{}, 12],
    [{ sharedHours: 0 }, 0],
  ])(
    'shares reports with other guardrails, where the settings of the audit are %j, for %d hours',
    (audit, expected) => {
      expect(rulesWith({ audit })?.audit.sharedHours).toBe(expected);
    },
  );

  it('keeps a tracking time of its own', () => {
    expect(rulesWith({ audit: { trackingDays: 30 } })).toMatchObject({ unusedAfterDays: 90, trackingDays: 30 });
  });

  it.each([
    ['writes nothing where neither boundary nor tags are asked for', { mode: 'off', tags: false }, false],
    ['writes rules for tags alone', { mode: 'off' }, true],
    ['writes rules for boundaries alone', { tags: false }, true],
  ])('%s', (_, permissionsBoundary, expected) => {
    expect(rulesWith({ permissionsBoundary }) !== undefined).toBe(expected);
  });
});

describe('rulesOf', () => {
  it.each([
    ['is missing', { graceDays: undefined }, 'graceDays'],
    ['is of another kind', { tags: 'yes' }, 'tags'],
    ['is missing below another', { ownRoles: { path: '/' } }, 'names'],
    ['is a mode that nobody knows', { mode: 'on' }, 'mode'],
  ])('names the rule that %s', (_, wrong, name) => {
    expect(() => rulesOf(JSON.stringify({ ...someRules(), ...wrong }))).toThrow(name);
  });
});
