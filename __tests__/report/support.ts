import type { Report, ReportPrincipal } from '../../src/report/page/report';

export const ARN = 'arn:aws:iam::111122223333:role/etl';

/** A role that uses half of what it may use; override only what the test is about. */
export const aPrincipal = (overrides: Partial<ReportPrincipal> = {}): ReportPrincipal => ({
  ...{ kind: 'role', name: 'etl', arn: ARN, id: 'AROAETL00000000000001' },
  ...{ state: 'Would change', isToLookAt: false, decision: 'Uses some of what it may use.' },
  ...{ coveragePercent: 50, granted: 2, used: 1, lastUsedAt: '2026-05-31T03:00:00.000Z' },
  services: [
    { label: 'Used', names: ['s3'] },
    { label: 'Never used', names: ['sqs'] },
  ],
  facts: [{ label: 'ARN', value: ARN }],
  ...overrides,
});

/** The same role under another name. */
export const called = (name: string, overrides: Partial<ReportPrincipal> = {}): ReportPrincipal =>
  aPrincipal({ name, arn: `arn:aws:iam::111122223333:role/${name}`, ...overrides });

export const aReport = (overrides: Partial<Report> = {}): Report => ({
  title: 'IAM permissions of account 111122223333',
  about: ['An audit run.'],
  facts: [{ label: 'Run', value: 'run-1 (audit)' }],
  tiles: [{ label: 'Principals', value: 1, about: '0 users, 1 role, 0 groups' }],
  notes: [],
  principals: [aPrincipal()],
  ...overrides,
});
