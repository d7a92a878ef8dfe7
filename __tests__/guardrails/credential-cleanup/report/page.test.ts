import type { RecordedRow } from '../../../../src/audit/recorded/row';
import type { SlotSet } from '../../../../src/audit/recorded/slot-set';
import { countsOf } from '../../../../src/audit/recorded/summary-form';
import { CLEANUP_LEAVE_REASONS } from '../../../../src/guardrails/credential-cleanup/judge/reasons';
import { denied, DENY_SLOT, keyOff } from '../../../../src/guardrails/credential-cleanup/kinds';
import { pageOf } from '../../../../src/guardrails/credential-cleanup/report/page';
import { ADA } from '../../../support/some-denies';
import { ACCOUNT } from '../../../support/permissions-boundary';

type Row = RecordedRow<SlotSet>;
type Announced = NonNullable<Row['decision']['announced']>[number];

const page = (...principals: readonly Row[]) =>
  pageOf(
    {
      ...{
        version: 1,
        guardrail: 'credential-cleanup',
        accountId: ACCOUNT,
        runId: 'one',
        purpose: 'change',
        rules: {},
      },
      ...{ startedAt: '2026-06-01T03:00:00.000Z', mode: 'enforce', counts: countsOf(principals), principals },
    },
    { region: 'us-east-1', releaseFunction: 'guardrails-release' },
  );
const ada = (overrides: Partial<Row>): Row => ({
  ...{ ...ADA, kind: 'user', decision: { kind: 'leave', reason: 'in-use' }, changes: [] },
  ...overrides,
});
const announcing = (...announced: readonly Announced[]) =>
  ada({ decision: { kind: 'countdown', reason: 'unused', announced } });
const key = (id: number, since: string, on?: string): Announced => ({
  ...{ thing: `key-${id}`, say: `access key ${id}`, since: `${since}T03:00:00.000Z` },
  ...(on !== undefined && { due: { on, does: 'deactivated' } }),
});

describe('the page about unused credentials', () => {
  it('says in its columns what comes next, on which day, and since when reports say so', () => {
    const report = page(announcing(key(1, '2026-05-20', '2026-06-09'), key(2, '2026-05-25', '2026-06-07')), ada({}));
    expect(report.columns.map(({ label }) => label)).toEqual([
      ...['Due, at the earliest', 'Next', 'In reports since', 'Unused'],
    ]);
    expect(report.principals.map(({ cells }) => cells)).toEqual([
      ['2026-06-07', 'deactivated', '2026-05-20', '2 access keys'],
      [null, null, null, null],
    ]);
  });

  it('says what of a principal is unused, and marks that something is', () => {
    const whole = { thing: DENY_SLOT, say: 'the user', since: '2026-05-20T03:00:00.000Z' };
    const { principals } = page(announcing(whole), announcing(whole, key(1, '2026-05-20')), ada({}));
    expect(principals.map(({ cells }) => cells[3])).toEqual(['user', 'user, 1 access key', null]);
    expect(principals.map(({ hasUnused }) => hasUnused)).toEqual([true, true, undefined]);
  });

  it('compares with later runs how many are denied everything once it has ended', () => {
    const count = (overrides: Partial<Row>) =>
      page(ada(overrides)).measures?.find(({ key }) => key === 'denied')?.value;
    const change = { kind: 'change', reason: 'unused' } as const;
    const denying = { decision: change, changes: [denied(ADA, 'arn:aws:iam::111122223333:policy/deny')] };
    expect(count({ decision: { kind: 'leave', reason: 'denied' } })).toBe(1);
    expect([count(denying), count({ ...denying, outcome: { kind: 'done' } })]).toEqual([0, 1]);
    expect(count({ decision: change, changes: [keyOff(ADA, 'AKIA1')], outcome: { kind: 'done' } })).toBe(0);
  });

  it('draws on which days something comes next, and since when it was announced', () => {
    const [next, since] = page(
      announcing(key(1, '2026-05-20', '2026-06-09')),
      announcing(key(2, '2026-05-21', '2026-06-09')),
      announcing(key(3, '2026-05-21')),
    ).charts;
    expect(next?.bars).toEqual([{ label: '2026-06-09', value: 2 }]);
    expect(since?.bars).toEqual([
      { label: '2026-05-20', value: 1 },
      { label: '2026-05-21', value: 2 },
    ]);
  });

  it('shows the policy that denies everything where it is attached or announced, and nowhere else', () => {
    const due = { on: '2026-06-09', does: 'denied everything' };
    const [attached, announced, off, inUse] = page(
      ada({ decision: { kind: 'change', reason: 'unused' }, changes: [denied(ADA, 'arn:policy')] }),
      announcing({ thing: DENY_SLOT, say: 'the user', since: '2026-05-20T03:00:00.000Z', due }),
      ada({ decision: { kind: 'change', reason: 'unused' }, changes: [keyOff(ADA, 'AKIA1')] }),
      ada({}),
    ).principals.map(({ documents }) => documents);
    const document = { Version: '2012-10-17', Statement: [expect.objectContaining({ Effect: 'Deny', Action: '*' })] };
    expect(JSON.parse(attached?.[0]?.after ?? '')).toEqual(document);
    expect(announced).toEqual(attached);
    expect([off, inUse]).toEqual([[], []]);
  });

  it.each(CLEANUP_LEAVE_REASONS)('says the reason %s in a sentence, and not by its code', (reason) => {
    const [shown] = page(ada({ decision: { kind: 'leave', reason } })).principals;
    expect(shown?.decision).toMatch(/^[A-Z][^ ]* ?.*\.$/);
    if (reason.includes('-') && reason !== 'in-use') expect(shown?.decision).not.toContain(reason);
    expect(shown?.decision).not.toBe(reason);
  });

  it('takes whoever is denied everything for one that has what it is to have', () => {
    expect(page(ada({ decision: { kind: 'leave', reason: 'denied' } })).principals[0]).toMatchObject({
      state: 'In place',
      release: { label: 'This gives back what was taken:' },
    });
  });
});
