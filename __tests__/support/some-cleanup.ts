import type { Rules } from '../../src/guardrails/credential-cleanup/rules';

/** Rules by which keys are reported and deactivated; override only what the test is about. */
export const someRules = (overrides: Partial<Rules> = {}): Rules => ({
  ...{ mode: 'enforce', exemptions: [], adminGroups: [], runbook: 'docs/runbook.md', protectedArns: [] },
  ...{ ownRoles: { path: '/iam-guardrails/', names: [] }, controlAccountIds: [] },
  limits: { changesPerRun: 50, maxChangePercent: 100 },
  audit: { concurrency: 2, iamCallsPerSecond: 10, toleratedFailurePercentage: 20 },
  ...{ warnDays: 7, releasedDays: 30, keys: { report: 30, disable: 90, delete: 0 } },
  users: { report: 30, disable: 0, delete: 0 },
  roles: { report: 30, disable: 0, delete: 0, regions: [] },
  ownerTag: 'owner',
  analyzer: 'none',
  denyPolicies: {
    ...{ partition: 'aws', path: '/iam-guardrails/', namePrefix: 'iam-guardrails-credential-cleanup-' },
    denyPolicyName: 'DenyIAMAccess',
  },
  ...overrides,
});
