import { countLines, tableLines } from '../../src/cli/words';
import { boundaryTable } from '../../src/guardrails/permissions-boundary/report/table';
import { missing } from '../../src/guardrails/permissions-boundary/report/row';
import type { Row } from '../../src/guardrails/permissions-boundary/run-summary';

const aRow = (overrides: Partial<Row> = {}): Row => ({
  ...missing({
    ...{ accountId: '111122223333', kind: 'role', id: 'AROA1', arn: 'arn:aws:iam::111122223333:role/app', name: 'app' },
    ...{ createdAt: '2026-01-01T00:00:00Z', mayDoSomething: true, keeps: [], ownTags: {}, otherTags: 0, members: 0 },
  }),
  ...{ granted: 4, used: 1, coveragePercent: 25, decision: { kind: 'leave', reason: 'too-young' } },
  ...overrides,
});

const tableOf = (...rows: readonly Row[]) => tableLines(boundaryTable(rows), 'the summary');

describe('the counts of a run on the screen', () => {
  it('leave out what is 0, but for how many there were, were audited and failed', () => {
    expect(countLines({ principals: 12, audited: 0, failed: 0, tagged: 0, bound: 3 })).toEqual([
      '    12  principals',
      '     0  audited',
      '     3  with a boundary decided',
      '     0  failed',
    ]);
  });

  it('name every reason for which somebody was left alone', () => {
    const left = { exempt: 2, 'too-young': 1 };
    expect(countLines({ principals: 3, audited: 0, failed: 0, left }).at(-1)).toBe(
      '     3  left: exempt 2, too-young 1',
    );
  });

  it('leave out what another version counts otherwise', () => {
    expect(countLines({ principals: 'many', failed: 1, surprises: 3, left: 4 })).toEqual(['     1  failed']);
  });
});

describe('the table on the screen', () => {
  it('begins with whoever uses least of what they may use', () => {
    const lines = tableOf(
      aRow({ name: 'busy', used: 4, coveragePercent: 100 }),
      aRow({ name: 'idle', used: 0, coveragePercent: 0, wouldChange: 'boundary of 17 actions' }),
    );
    expect(lines).toEqual([
      'principal  may use  used  coverage  outlook',
      'role idle        4     0       0 %  boundary of 17 actions',
      'role busy        4     4     100 %  leave: too-young',
    ]);
  });

  it('leaves out whom nobody asked about, and is nothing without anybody', () => {
    expect(tableOf(aRow({ coveragePercent: null }))).toEqual([]);
  });

  it('shows 20 and says how many more there are', () => {
    const lines = tableOf(...Array.from({ length: 22 }, () => aRow()));
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('and 2 more in the summary');
  });

  it('cuts what is too long for a line', () => {
    const [, line = ''] = tableOf(aRow({ name: 'n'.repeat(64), wouldChange: 'x'.repeat(200) }));
    expect(line.length).toBeLessThanOrEqual(120);
    expect(line).toMatch(/^role n{33} … .* …$/);
  });
});
