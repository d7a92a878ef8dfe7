import type { LeaveReason } from '../../../../src/domain/run/reasons';
import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import { countsOf, type Row, type RunSummary } from '../../../../src/guardrails/permissions-boundary/run-summary';
import { digestOf } from '../../../../src/guardrails/permissions-boundary/report/digest';
import { mailOf } from '../../../../src/notify/render/text';
import { OWN } from '../../../support/boundaries';
import { ACCOUNT, aRow, NOW } from '../../../support/permissions-boundary';

const place = {
  region: 'us-east-1',
  bucket: 'iam-guardrails-evidence-111122223333',
  jsonKey: 'accounts/111122223333/permissions-boundary/runs/run-1/summary.json',
  csvKey: 'accounts/111122223333/permissions-boundary/runs/run-1/summary.csv',
  reportKey: 'accounts/111122223333/permissions-boundary/runs/run-1/report.html',
  releaseFunction: 'iam-guardrails-release',
  runbook: RUNBOOK,
  own: OWN,
};

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const named = (name: string, overrides: Partial<Row> = {}) => aRow({ name, arn: arn(name), ...overrides });
const left = (reason: LeaveReason, why?: string): Partial<Row> => ({
  ...{ granted: null, used: null, unused: null, neverUsed: null, coveragePercent: null, wouldChange: '' },
  decision: { kind: 'leave', reason, ...(why !== undefined && { why }) },
});

const aSummary = (principals: readonly Row[], overrides: Partial<RunSummary> = {}): RunSummary => ({
  version: 1,
  guardrail: 'permissions-boundary',
  accountId: ACCOUNT,
  runId: 'run-1',
  purpose: 'audit',
  startedAt: NOW.toISOString(),
  rules: {},
  counts: countsOf(principals, NOW.toISOString()),
  principals,
  ...overrides,
});

const digest = (...principals: readonly Row[]) => mailOf(digestOf(aSummary(principals), place));
const changes = (...principals: readonly Row[]) => mailOf(digestOf(aSummary(principals, { purpose: 'change' }), place));
const many = (count: number, overrides: (index: number) => Partial<Row>) =>
  Array.from({ length: count }, (_, index) => named(`role-${String(index).padStart(2, '0')}`, overrides(index)));

describe('digestOf', () => {
  it('says the numbers, and where the rest is', () => {
    const { subject, body } = digest(named('etl'), named('batch', { kind: 'user', tags: { kind: 'written' } }));
    expect(subject).toBe('IAM permissions: 2 principals audited, nothing outstanding');
    expect(body).toMatch(/\nAccount: +111122223333\nRun: +run-1 \(audit\)\nStarted: +2026-06-01T03:00:00.000Z\n/);
    expect(body).toContain(
      'An audit run of the guardrail permissions-boundary looked at 2 principals (1 user, 1 role, 0 groups).',
    );
    expect(body).toMatch(/Tags written: +1\n/);
    expect(body).toContain('Nothing is outstanding');
    expect(body).toContain(`  aws s3 cp s3://${place.bucket}/${place.csvKey} .`);
    expect(body).toContain(`  aws s3 cp s3://${place.bucket}/${place.jsonKey} .`);
    expect(body).toContain(
      `https://us-east-1.console.aws.amazon.com/s3/object/${place.bucket}?region=us-east-1&prefix=accounts%2F111122223333%2F`,
    );
  });

  it('names the ten of the lowest coverage, the lowest first', () => {
    const rows = many(12, (index) => ({ coveragePercent: 100 - index, granted: 4, used: 2 }));
    const { body } = digest(...rows, named('unknown', left('gone')));
    const lines = body.split('\n').filter((line) => /^ {2}\d+% /.test(line));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe(`  89% (2 of 4 services used)  ${arn('role-11')}`);
    expect(lines[9]).toContain('98%');
  });

  it('says on a change run who would be bounded: the first ten, and how many more', () => {
    const { subject, body } = changes(...many(12, () => ({})), named('young', left('too-young')));
    expect(subject).toBe('IAM permissions: 12 of 13 principals would be bounded, nothing outstanding');
    expect(body).toContain('Would be bounded (12). Nothing was changed:');
    expect(body).toContain(`  ${arn('role-09')}: boundary of 1 service (s3)`);
    expect(body).not.toContain(`${arn('role-10')}: boundary`);
    expect(body).toContain('  and 2 more');
  });

  it('says on a change run that nobody would be bounded', () => {
    expect(changes(named('young', left('too-young'))).body).toContain('Nobody would be bounded in enforce mode.');
    expect(digest(named('young', left('too-young'))).body).not.toContain('Nobody would be bounded in enforce mode.');
  });

  it('counts who was left alone, by reason', () => {
    const { body } = digest(named('a', left('too-young')), named('b', left('exempt')), named('c', left('exempt')));
    expect(body).toContain('Reasons for leaving principals alone (2):\n  exempt: 2\n  too-young: 1\n');
  });

  it('names what somebody has to look at', () => {
    const { subject, body } = digest(
      named('a', left('evidence-failed', 'not ready after 120 s')),
      named('b', left('evidence-suspicious', 'the report is empty')),
      named('c', { tags: { kind: 'failed', why: 'LimitExceeded\nDone: nothing' } }),
      named('d'),
    );
    expect(subject).toBe('IAM permissions: 4 principals audited, 3 to look at');
    expect(body).toContain('To look at (3). The next run looks at each again:');
    expect(body).toContain(`  ${arn('a')}: evidence-failed (not ready after 120 s)`);
    expect(body).toContain(`  ${arn('b')}: evidence-suspicious (the report is empty)`);
    expect(body).toContain(`  ${arn('c')}: tags failed (LimitExceeded Done: nothing)`);
    expect(body).not.toContain('Nothing is outstanding');
  });

  it('calls nothing settled while somebody tries again what is denied', () => {
    const decision = { kind: 'bound', reason: 'used-some', needsAgain: ['sqs'] } as const;
    const { subject, body } = digest(named('a', { decision }));
    expect(subject).toBe('IAM permissions: 1 principal audited, 1 tried denied services again');
    expect(body).not.toContain('Nothing is outstanding');
  });

  it('names services that this version does not know', () => {
    const { body } = digest(
      named('a', { unknownServices: ['new'] }),
      named('b', { unknownServices: ['new', 'brand'] }),
    );
    expect(body).toContain('Unknown services: brand, new (this version does not know them; they count as any other)\n');
  });

  it('asks for action where most reports failed, and not where one did', () => {
    const failing = (index: number) => named(`f${index}`, { ...left('evidence-failed'), granted: null });
    expect(digest(failing(1), failing(2), named('a', {})).subject).toMatch(
      /^ACTION NEEDED: IAM permissions: most reports failed; /,
    );
    expect(digest(failing(1), named('a', {})).subject).toMatch(/^IAM permissions: /);
  });

  it('fits into a message of SNS however large the account', () => {
    const rows = many(3_000, (index) => left('evidence-failed', `${'x'.repeat(500)}${index}`));
    const { subject, body } = changes(...rows);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(Buffer.byteLength(body)).toBeLessThan(262_144);
  });
});
