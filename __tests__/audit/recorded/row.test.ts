import { PayloadError } from '../../../src/audit/reading';
import { recordedColumns, recordedRowsIn } from '../../../src/audit/recorded/row';
import { csvOf } from '../../../src/audit/run/csv';
import { IDLE_KEYS, KEY_KINDS, keyOff } from '../support/idle-keys';
import { aKeyRow, principalOf } from '../support/key-rows';

const rowsIn = recordedRowsIn(KEY_KINDS);
const [ada, bob] = [principalOf('ada'), principalOf('bob')];

describe('the rows of a batch', () => {
  it('are read as they were written', () => {
    const rows = [
      aKeyRow('ada', 2),
      aKeyRow('bob', 0, { decision: { kind: 'leave', reason: 'in-use', analysis: ['the role, unused'] } }),
      aKeyRow('cleo', 0, { decision: { kind: 'leave', reason: 'evidence-failed', why: 'TimeOver: no time' } }),
    ];
    expect(rowsIn(JSON.parse(JSON.stringify({ rows })), 'one.json')).toEqual(rows);
  });

  it.each([
    ['a change of another guardrail', { kind: 'boundary-set', principal: ada }, 'no change of this guardrail: '],
    ['one of another that has slots, too', { ...keyOff(ada, 'K1'), slot: 'role-etl' }, 'no change of this guardrail: '],
    ['no change at all', 'slot-set', 'no change of this guardrail: '],
    ['a change of somebody else', keyOff(bob, 'K1'), `a change of ${bob.arn}`],
  ])('are refused where one holds %s, and it is said whose it is', (_, change, why) => {
    const read = () => rowsIn({ rows: [aKeyRow('bob'), { ...aKeyRow('ada'), changes: [change] }] }, 'one.json');
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(`one.json: ${ada.arn}: ${why}`);
  });

  it('are refused where a decision is none, and the field is named', () => {
    const decision = { kind: 'perhaps', reason: 'unused' };
    expect(() => rowsIn({ rows: [{ ...aKeyRow('ada'), decision }] }, 'one.json')).toThrow(
      'one.json: rows.0.decision.kind: ',
    );
  });
});

describe('the CSV of a run', () => {
  const linesOf = (...rows: readonly ReturnType<typeof aKeyRow>[]) =>
    csvOf(rows, recordedColumns(IDLE_KEYS.words.change)).split('\n');

  it('has a column for everything that a row says', () => {
    const [heading, ...lines] = linesOf(
      aKeyRow('ada', 2, { outcome: { kind: 'failed', why: 'AccessDenied: no' } }),
      aKeyRow('bob', 0, {
        decision: {
          ...{ kind: 'leave', reason: 'exempt', why: 'breaks glass' },
          ...{ analysis: ['the role', 'permissions'], owner: 'ops@example.com' },
        },
      }),
    );
    expect(heading).toBe(
      'kind,name,arn,id,decision,reason,why,changes,needs_again,granted_since,outcome,outcome_why,announced,analysis,owner',
    );
    expect(lines.slice(0, 2)).toEqual([
      `user,ada,${ada.arn},${ada.id},change,unused,,AKIAada0 deactivated; AKIAada1 deactivated,,,failed,AccessDenied: no,,,`,
      `user,bob,${bob.arn},${bob.id},leave,exempt,breaks glass,,,,,,,the role; permissions,ops@example.com`,
    ]);
  });

  it('holds no formula, whatever somebody is called', () => {
    expect(linesOf(aKeyRow('=cmd', 0))[1]).toContain(",'=cmd,");
  });
});
