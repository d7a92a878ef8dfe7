import { withHubLine } from '../../../src/audit/report/hub-line';
import { recordedVerdict } from '../../../src/audit/report/recorded-findings';
import type { RecordedRow, RowOutcome } from '../../../src/audit/recorded/row';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import type { Notice } from '../../../src/domain/notice/notice';
import { GIVING_KEYS } from '../support/idle-keys';
import { aKeyRow } from '../support/key-rows';

const verdict = (row: RecordedRow<SlotSet>) => recordedVerdict(row, GIVING_KEYS);
const after = (outcome: RowOutcome) => verdict(aKeyRow('ada', 1, { outcome }));

describe('what Security Hub is told of a principal by a guardrail that records its changes', () => {
  it('is what is to be changed of it', () => {
    const { id, arn } = aKeyRow('ada');
    expect(verdict(aKeyRow('ada', 2))).toEqual({
      kind: 'found',
      finding: {
        principal: { kind: 'user', id, arn },
        title: 'Access keys: user ada',
        description: 'To be carried out: AKIAada0 deactivated, AKIAada1 deactivated.',
      },
    });
  });

  it.each(['withheld', 'left', 'failed'] as const)('is the same while the change is %s', (kind) => {
    expect(after({ kind, why: 'next-wave' })).toMatchObject({
      kind: 'found',
      finding: { description: expect.stringMatching(/ Not carried out yet: next-wave\.$/) as string },
    });
  });

  it.each(['done', 'stands'] as const)('is nothing once the change is %s', (kind) => {
    expect(after({ kind })).toEqual({ kind: 'none' });
  });

  it('is what the report names as unused, whether or not anything is done about it', () => {
    const announced = [{ thing: 'key-K1', say: 'access key K1, never used', since: '2026-05-01T03:00:00.000Z' }];
    const named = { announced, kind: 'leave', reason: 'threshold-off' } as const;
    const { id, arn } = aKeyRow('ada');
    expect(verdict(aKeyRow('ada', 0, { decision: named }))).toEqual({
      kind: 'found',
      finding: {
        principal: { kind: 'user', id, arn },
        title: 'Access keys: user ada',
        description: 'Reported: access key K1, never used.',
      },
    });
  });

  it('is undecided where nobody can tell what is unused', () => {
    const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason: 'in-use', unknown: true } });
    expect(verdict(row)).toEqual({ kind: 'undecided', id: row.id });
  });

  it('is nothing of a principal that is left', () => {
    expect(verdict(aKeyRow('ada', 0))).toEqual({ kind: 'none' });
  });

  it.each(['evidence-failed', 'evidence-suspicious', 'evidence-unknown'])(
    'is undecided of one that is left as %s',
    (reason) => {
      const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason } });
      expect(verdict(row)).toEqual({ kind: 'undecided', id: row.id });
    },
  );
});

describe('a digest', () => {
  const digest = { facts: [{ label: 'Failed', value: '0' }] } as unknown as Notice;

  it('says in one line that Security Hub was not told all', () => {
    expect(withHubLine(digest, '2 of 3 findings were not taken\n(no)').facts).toEqual([
      { label: 'Failed', value: '0' },
      { label: 'Security Hub', value: '2 of 3 findings were not taken (no); the next run tells them again' },
    ]);
  });

  it('says nothing of Security Hub where it was told', () => {
    expect(withHubLine(digest, undefined)).toBe(digest);
  });
});
