import type { Row } from '../../../src/guardrails/permissions-boundary/run-summary';
import type { Subject } from '../../../src/domain/identity/subject';

export const ACCOUNT = '111122223333';

/** A role that nothing is special about. */
export function aSubject(overrides: Partial<Subject> = {}): Subject {
  const { name = 'app' } = overrides;
  return {
    accountId: ACCOUNT,
    kind: 'role',
    id: `AROA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    name,
    createdAt: '2024-01-01T00:00:00.000Z',
    mayDoSomething: true,
    keeps: [],
    ownTags: {},
    otherTags: 0,
    members: 0,
    ...overrides,
  };
}

/** So many of them, with names in the order of the alphabet. */
export function subjects(count: number): Subject[] {
  return Array.from({ length: count }, (_, index) => aSubject({ name: `app-${String(index).padStart(5, '0')}` }));
}

/** The row of a role that may use three services and uses one. */
export function aRow(overrides: Partial<Row> = {}): Row {
  const { id, arn, name } = aSubject({ ...(overrides.name !== undefined && { name: overrides.name }) });
  return {
    ...{ kind: 'role', id, arn, name, granted: 3, used: 1, unused: 2, neverUsed: 1, coveragePercent: 33 },
    usedServices: ['s3'],
    unusedServices: ['ec2', 'sqs'],
    neverUsedServices: ['sqs'],
    unknownServices: [],
    members: 0,
    decision: { kind: 'bound', reason: 'used-some', services: ['s3'], actions: [] },
    tags: { kind: 'unchanged' },
    wouldChange: 'boundary of 1 service (s3)',
    ...overrides,
  };
}
