import type { LeaveReason } from '../../../../src/domain/run/reasons';
import { boundaryVerdict } from '../../../../src/guardrails/permissions-boundary/report/findings';
import type { Row } from '../../../../src/guardrails/permissions-boundary/run-summary';
import { aRow } from '../../../support/permissions-boundary';

const boundary = (kind: NonNullable<Row['boundary']>['kind']) => boundaryVerdict(aRow({ boundary: { kind } }));
const leftAs = (reason: LeaveReason) => aRow({ decision: { kind: 'leave', reason }, wouldChange: '' });

describe('what Security Hub is told of a principal by the permissions boundary', () => {
  it('is what it may do beyond what it does', () => {
    const { id, arn } = aRow();
    expect(boundaryVerdict(aRow())).toEqual({
      kind: 'found',
      finding: {
        principal: { kind: 'role', id, arn },
        title: 'Permissions beyond use: role etl',
        description:
          'This role may do more than it does. Meant is a boundary of 1 service (s3). Granted and not used: sqs.',
      },
    });
  });

  it.each(['withheld', 'left', 'failed'] as const)('is the same while its boundary is %s, and says so', (kind) => {
    expect(boundary(kind)).toMatchObject({
      finding: { description: expect.stringMatching(new RegExp(`Its boundary: ${kind}\\.$`)) as string },
    });
  });

  it.each(['done', 'stands'] as const)('is nothing once its boundary is %s', (kind) => {
    expect(boundary(kind)).toEqual({ kind: 'none' });
  });

  it('is nothing of one that is exempt, or only reported', () => {
    expect(boundaryVerdict(leftAs('exempt'))).toEqual({ kind: 'none' });
    const group = aRow({ kind: 'group', decision: { kind: 'report', reason: 'group' } });
    expect(boundaryVerdict(group)).toEqual({ kind: 'none' });
  });

  it('is undecided where there was no evidence', () => {
    const row = leftAs('evidence-failed');
    expect(boundaryVerdict(row)).toEqual({ kind: 'undecided', id: row.id });
  });
});
