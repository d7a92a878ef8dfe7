import type { DescribedPrincipal } from '../../src/audit/inventory/described';
import type { Evidence, ServiceUse } from '../../src/domain/run/evidence';
import type { Row } from '../../src/guardrails/permissions-boundary/run-summary';
import type { BoundedSubject } from '../../src/guardrails/permissions-boundary/bounded-subject';
import type { Circumstances } from '../../src/guardrails/permissions-boundary/judge/decide';
import type { Rules } from '../../src/guardrails/permissions-boundary/rules';

export const ACCOUNT = '111122223333';

/** Start of every run of these tests. */
export const NOW = new Date('2026-06-01T03:00:00Z');

export const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();

/** A role of age, that nothing protects and that carries no tags; override only what the test is about. */
export const aSubject = (overrides: Partial<BoundedSubject> = {}): BoundedSubject => ({
  accountId: ACCOUNT,
  kind: 'role',
  id: 'AROAETL00000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:role/etl`,
  name: 'etl',
  createdAt: daysAgo(500),
  mayDoSomething: true,
  keeps: [],
  ownTags: {},
  otherTags: 0,
  members: 0,
  ...overrides,
});

/** The same role as the inventory finds it. */
export const someoneFound = (overrides: Partial<DescribedPrincipal> = {}): DescribedPrincipal => ({
  kind: 'role',
  accountId: ACCOUNT,
  id: 'AROAETL',
  arn: `arn:aws:iam::${ACCOUNT}:role/etl`,
  name: 'etl',
  path: '/',
  createdAt: daysAgo(500),
  tags: {},
  groups: [],
  memberships: [],
  grants: [],
  attached: [],
  ...overrides,
});

/** A service used so many days ago; without days, one that was never used. */
export const aService = (service: string, days?: number): ServiceUse => ({
  service,
  ...(days !== undefined && { lastUsedAt: daysAgo(days) }),
  entities: days === undefined ? 0 : 1,
});

export const aReport = (...services: readonly ServiceUse[]): Evidence => ({ kind: 'report', services });

/** Uses s3 today, has forgotten sqs, and never used sns. */
export const usual = aReport(aService('s3', 1), aService('sqs', 100), aService('sns'));

export const someRules = (overrides: Partial<Rules> = {}): Rules => ({
  mode: 'observe',
  style: 'allowUsed',
  reopen: 'ask',
  adopt: [],
  users: true,
  tags: true,
  unusedAfterDays: 90,
  graceDays: 14,
  trackingDays: 90,
  baseActions: ['ec2:DescribeRegions', 's3:ListAllMyBuckets'],
  alwaysKeep: ['iam:PassRole'],
  alwaysAllow: [],
  exemptions: [],
  protectedArns: [],
  adminGroups: [],
  controlAccountIds: [],
  ownRoles: { path: '/iam-guardrails/', names: ['iam-guardrails-revoker'] },
  boundaryPolicies: {
    partition: 'aws',
    path: '/iam-guardrails/',
    namePrefix: 'iam-guardrails-boundary-',
    denyPolicyName: 'DenyIAMAccess',
  },
  runbook: 'docs/runbook.md',
  limits: { changesPerRun: 50, maxChangePercent: 20 },
  audit: {
    concurrency: 5,
    iamCallsPerSecond: 10,
    reportWaitSeconds: 8,
    reportTimeoutSeconds: 120,
    toleratedFailurePercentage: 5,
    incremental: true,
    refreshDays: 30,
    sharedHours: 12,
  },
  ...overrides,
});

export const someCircumstances = (overrides: Partial<Circumstances> = {}): Circumstances => ({
  rules: someRules(),
  now: NOW,
  openIncidents: new Set(),
  reaches: new Map(),
  ...overrides,
});

/** A role of which half is used, and that would be bounded. */
export const aRow = (overrides: Partial<Row> = {}): Row => ({
  kind: 'role',
  id: 'AROAETL00000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:role/etl`,
  name: 'etl',
  granted: 2,
  used: 1,
  unused: 1,
  neverUsed: 0,
  coveragePercent: 50,
  usedServices: ['s3'],
  unusedServices: ['sqs'],
  neverUsedServices: [],
  unknownServices: [],
  members: 0,
  decision: { kind: 'bound', reason: 'used-some', services: ['s3'], actions: [] },
  tags: { kind: 'unchanged' },
  wouldChange: 'boundary of 1 service (s3)',
  ...overrides,
});
