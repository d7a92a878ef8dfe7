import type { RecordedCall } from '../../src/embedded-account/calls';
import { aNotice } from '../support/notices';
import type { AuditCase, Audited, AuditRow } from '../../src/trial/scenarios/audit';
import { auditDeviationsOf, auditTableOf, callsTableOf } from '../../src/trial/scenarios/audit-report';
import { aReport } from '../report/support';

const arn = 'arn:aws:iam::111122223333:role/team/app';

/** A role that used half of what it may use. */
const aRow = (overrides: Partial<AuditRow> = {}): AuditRow => ({
  arn,
  granted: 4,
  used: 2,
  coveragePercent: 50,
  decision: { kind: 'bound', reason: 'used-some' },
  tags: { kind: 'written' },
  wouldChange: 'boundary of 2 services (s3, sqs)',
  ...overrides,
});
const audited = (...rows: readonly AuditRow[]): Audited => ({
  rows: new Map(rows.map((row) => [row.arn, row])),
  calls: [],
  mail: undefined,
  onlyTagged: true,
  ...{ notice: aNotice(), report: aReport(), isMailed: true },
});
const expected: AuditCase = { arn, expected: { decision: 'bound: used-some', counts: [4, 2], tags: 'written' } };
const byHand: RecordedCall = {
  ...{ service: 'iam', action: 'ListUsers', callerArn: 'arn', startedAt: 0, endedAt: 1 },
  ...{ arrival: 1, answer: 2, status: 200, params: {} },
};
const aCall = (action: string, service = 'iam'): RecordedCall => ({
  ...byHand,
  ...{ service, action, functionName: 'batch' },
});

describe('the table of an audit', () => {
  it('tells of each principal what it may use, what it used and what it would get', () => {
    expect(auditTableOf([expected], audited(aRow()))).toMatch(/^role app +4 +2 +50 % +2 services \(s3, sqs\)/m);
  });

  it.each([
    ['somebody left alone', aRow({ decision: { kind: 'leave', reason: 'too-young' } }), 'left: too-young'],
    ['a group', aRow({ decision: { kind: 'report', reason: 'group' } }), 'none: groups have no boundary'],
  ])('says why %s gets none', (_, row, words) => {
    expect(auditTableOf([expected], audited(row))).toContain(words);
  });

  it('stays within 100 columns', () => {
    const table = auditTableOf([expected], audited(aRow({ wouldChange: `boundary of ${'x'.repeat(500)}` })));
    expect(Math.max(...table.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it('counts the calls of the functions to IAM, and nobody else’s', () => {
    const calls = [aCall('TagRole'), aCall('TagUser'), aCall('TagRole'), byHand, aCall('PutObject', 's3')];
    expect(callsTableOf(calls)).toBe('    2  TagRole\n    1  TagUser');
  });
});

describe('what went otherwise than it should', () => {
  it('is nothing where everything is as expected', () => {
    expect(auditDeviationsOf(expected, audited(aRow()))).toEqual([]);
  });

  it.each([
    ['another decision', aRow({ decision: { kind: 'leave', reason: 'exempt' } })],
    ['another count', aRow({ used: 3 })],
    ['no count', aRow({ granted: null, used: null })],
    ['tags that failed', aRow({ tags: { kind: 'failed' } })],
  ])('is %s', (_, row) => {
    expect(auditDeviationsOf(expected, audited(row))).toHaveLength(1);
  });

  it('is somebody missing from the summary', () => {
    expect(auditDeviationsOf(expected, audited()).join('')).toContain('not in the summary');
  });
});
