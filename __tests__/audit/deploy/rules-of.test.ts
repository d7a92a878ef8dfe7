import * as z from 'zod/mini';
import { auditRulesOf, reportRulesOf } from '../../../src/audit/deploy/rules-of';
import { AUDIT_RULES, planModeOf } from '../../../src/audit/rules';
import { someSettings } from '../../support/settings';

const arn = (rest: string) => `arn:aws:iam::111122223333:${rest}`;

const whole = {
  adminGroups: [{ name: 'Owners', id: 'AGPAOWNERS' }],
  exempt: [{ arn: arn('user/break-glass'), id: 'AIDAEXAMPLE' }],
  denyPolicyName: 'deny-iam',
  releaseFunction: 'g-release',
  guard: { prefix: 'iam-guardrails', region: 'us-east-1' },
  ownRoles: { path: '/g/', names: ['g-room-batch'] },
};
const rulesWith = (overrides: object = {}) =>
  auditRulesOf(someSettings(overrides), whole, ['permissions-boundary', 'tags']);

describe('what every audit judges by', () => {
  it('is read as it is written', () => {
    const rules = { mode: 'observe', ...rulesWith({ assumeRoleArn: arn('role/terraform') }) };
    expect(z.object(AUDIT_RULES).parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });

  it('holds what the settings and the whole deployment say', () => {
    const exemption = { match: { tag: 'team:data' }, from: ['tags'], owner: 'data', reason: 'own tags' };
    const rules = rulesWith({
      audit: { concurrency: 3, exemptionsObject: 's3://bucket/do_not_list.txt' },
      limits: { iamCallsPerSecond: 4, changesPerRun: 7 },
      exemptions: [exemption],
      controlAccountIds: ['222233334444'],
      assumeRoleArn: arn('role/terraform'),
      runbookUrl: 'https://wiki.example.com/iam',
    });
    expect(rules).toMatchObject({
      exemptions: [exemption],
      exemptionsObject: 's3://bucket/do_not_list.txt',
      deploymentRoleArn: arn('role/terraform'),
      adminGroups: whole.adminGroups,
      controlAccountIds: ['222233334444'],
      ownRoles: whole.ownRoles,
      runbook: 'https://wiki.example.com/iam',
      limits: { changesPerRun: 7, maxChangePercent: 20 },
      audit: { concurrency: 3, iamCallsPerSecond: 4 },
    });
  });

  it('protects everybody once, whether the settings protect them or they may call IAM', () => {
    const protectedPrincipals = [
      { arn: arn('user/break-glass'), reason: 'break-glass' },
      { arn: arn('role/deployer'), reason: 'deploys' },
    ];
    expect(rulesWith({ protectedPrincipals }).protectedArns).toEqual([arn('user/break-glass'), arn('role/deployer')]);
  });

  it('says that Security Hub is told where the settings say so, and nothing of it where they do not', () => {
    expect(rulesWith({ securityHub: true })).toMatchObject({ securityHub: true });
    expect(rulesWith()).not.toHaveProperty('securityHub');
  });

  it('says nothing of reports', () => {
    expect(Object.keys(rulesWith().audit).sort()).toEqual([
      'concurrency',
      'iamCallsPerSecond',
      'toleratedFailurePercentage',
    ]);
  });
});

describe('how reports are gathered', () => {
  it.each([
    [{}, 30],
    [{ unusedAfterDays: 20 }, 20],
    [{ refreshDays: 40 }, 40],
  ])('with %j, they are asked for anew after %d days', (audit, refreshDays) => {
    expect(reportRulesOf(someSettings({ audit }).audit)).toMatchObject({ incremental: true, refreshDays });
  });
});

describe('a plan', () => {
  it.each([
    ['off', 'observe'],
    ['observe', 'observe'],
    ['enforce', 'enforce'],
  ] as const)('of a guardrail in mode %s is made to %s', (mode, expected) => {
    expect(planModeOf({ mode })).toBe(expected);
  });
});
