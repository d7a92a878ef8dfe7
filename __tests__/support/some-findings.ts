import type { FoundBy } from '../../src/domain/security-hub/asff';
import type { PrincipalFinding, ToldFinding } from '../../src/domain/security-hub/finding';

export const aFinding = (name = 'ada', overrides: Partial<PrincipalFinding> = {}): PrincipalFinding => ({
  principal: { kind: 'user', id: `AIDA${name.toUpperCase()}`, arn: `arn:aws:iam::111122223333:user/${name}` },
  ...{ title: `Unused services: user ada`, description: 'To be carried out: denied 2 services.', ...overrides },
});

export const aToldFinding = (name = 'ada', since = '2026-05-01T03:00:00.000Z'): ToldFinding => ({
  ...aFinding(name),
  since,
});

/** A deployment that finds, in the account that embedded accounts have. */
export const foundBy = (overrides: Partial<FoundBy> = {}): FoundBy => ({
  ...{ prefix: 'iam-guardrails', guardrail: 'unused-service-deny', accountId: '111122223333', region: 'us-east-1' },
  ...{ article: 'docs/runbook.md#unused-service-deny-digest', startedAt: '2026-06-01T03:00:00.000Z', ...overrides },
});
