import type { Incident } from '../../src/domain/ledger/incident';
import { ACCOUNT, daysAgo } from './permissions-boundary';

const MALLORY = {
  ...{ accountId: ACCOUNT, id: 'AIDAMALLORY0000000001' },
  ...{ arn: `arn:aws:iam::${ACCOUNT}:user/team/mallory`, name: 'mallory' },
};

/** A user was denied IAM two days ago, ten seconds after a call, and is still; override only what the test is about. */
export const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  ...{ accountId: ACCOUNT, principalId: MALLORY.id, principalArn: MALLORY.arn, number: 1 },
  madeAt: new Date(Date.parse(daysAgo(2)) - 10_000),
  openedAt: new Date(daysAgo(2)),
  changes: [
    { kind: 'managed-policy-attached', user: MALLORY, policyArn: `arn:aws:iam::${ACCOUNT}:policy/DenyIAMAccess` },
  ],
  ...overrides,
});
