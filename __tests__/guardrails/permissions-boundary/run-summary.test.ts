import { countsOf, isSuccess, type Row } from '../../../src/guardrails/permissions-boundary/run-summary';
import type { LeaveReason } from '../../../src/domain/run/reasons';
import { aRow, daysAgo, NOW } from '../../support/permissions-boundary';

const leave = (reason: LeaveReason): Partial<Row> => ({ decision: { kind: 'leave', reason }, granted: null });

describe('countsOf', () => {
  it('counts by kind, by reason and by what came of it', () => {
    const rows = [
      aRow({ evidenceAt: daysAgo(7) }),
      aRow({ evidenceAt: NOW.toISOString(), tags: { kind: 'written' } }),
      aRow({ kind: 'user', ...leave('too-young') }),
      aRow({ kind: 'user', ...leave('exempt'), notKeptUp: true }),
      aRow({ ...leave('too-young') }),
      aRow({ kind: 'group', decision: { kind: 'report', reason: 'group' }, tags: { kind: 'left' } }),
      aRow({ ...leave('evidence-failed') }),
      aRow({ tags: { kind: 'failed', why: 'NoSuchEntity' }, boundary: { kind: 'done' } }),
      aRow({ boundary: { kind: 'failed', why: 'LimitExceeded' } }),
      aRow({ boundary: { kind: 'left', reason: 'next-wave' } }),
      aRow({ boundary: { kind: 'left', reason: 'change-limit' }, boundaryTaken: 'arn:one' }),
      aRow({
        boundary: { kind: 'left', reason: 'flipped' },
        decision: { kind: 'bound', reason: 'used-some', needsAgain: ['sqs'] },
      }),
    ];
    const counts = countsOf(rows, NOW.toISOString());
    expect(counts).toEqual({
      ...{ principals: 12, users: 2, roles: 9, groups: 1, audited: 8, reused: 1, bound: 7, tagged: 1, failed: 3 },
      ...{ changed: 1, needsAgain: 1, notKeptUp: 1, boundariesTaken: 1, waiting: 2 },
      left: { 'evidence-failed': 1, exempt: 1, 'too-young': 2 },
    });
    expect(Object.keys(counts.left)).toEqual(['evidence-failed', 'exempt', 'too-young']);
  });
});

describe('isSuccess', () => {
  it.each([
    [10, 0, true],
    [0, 0, true],
    [5, 5, true],
    [4, 5, false],
    [0, 4, false],
  ])('of %d audited and %d failed is %s', (audited, failed, expected) => {
    expect(isSuccess({ audited, failed })).toBe(expected);
  });
});
