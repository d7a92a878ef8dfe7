import type { LeftForNow } from '../../../src/audit/recorded/plan';
import type { RecordedRow } from '../../../src/audit/recorded/row';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { countsOf, type RecordedSummary } from '../../../src/audit/recorded/summary-form';
import { LEFT_FOR_NOW_WORDS } from '../../../src/audit/report/left-for-now-words';
import { recordedPage } from '../../../src/audit/report/recorded-page';
import { LEFT_WORDS } from '../../../src/domain/run/reason-words';
import { leadWhereTheySay } from '../../report/support';
import { IDLE_KEYS, IDLE_KEYS_PAGE } from '../support/idle-keys';
import { aKeyRow, principalOf } from '../support/key-rows';
import { ACCOUNT } from '../support/subjects';

type Row = RecordedRow<SlotSet>;

const place = { region: 'us-east-1', releaseFunction: 'guardrails-release' };

const page = (
  principals: readonly Row[],
  overrides: Partial<RecordedSummary<SlotSet>> = {},
  more: Partial<typeof IDLE_KEYS> = {},
) =>
  recordedPage(
    {
      ...{ version: 1, guardrail: 'idle-keys', accountId: ACCOUNT, runId: 'one', purpose: 'change', rules: {} },
      ...{ startedAt: '2026-06-01T03:00:00.000Z', mode: 'enforce', counts: countsOf(principals), principals },
      ...overrides,
    },
    { of: { ...IDLE_KEYS, ...more }, page: IDLE_KEYS_PAGE, place },
  );

const only = (row: Row, ...more: [Parameters<typeof page>[1]?, Parameters<typeof page>[2]?]) => {
  const [principal] = page([row], ...more).principals;
  if (principal === undefined) throw new Error('the page has nobody');
  return principal;
};
const ada = (keys = 1, overrides: Partial<Row> = {}) => aKeyRow('ada', keys, overrides);
const left = (reason: string, more: Partial<Row['decision']> = {}) =>
  ada(0, { decision: { kind: 'leave', reason, ...more } });
const ANNOUNCED = [
  { thing: 'key-1', say: 'access key 1, never used', since: '2026-05-01T03:00:00.000Z' },
  {
    ...{ thing: 'key-2', say: 'access key 2, not used since 2026-01-31', since: '2026-05-30T03:00:00.000Z' },
    due: { on: '2026-06-06', does: 'deactivated' },
  },
];
const countdown = ada(0, { decision: { kind: 'countdown', reason: 'unused', announced: ANNOUNCED } });

describe('the page about a run that records its changes', () => {
  it('says what the guardrail does, and counts what changes and what needs a person', () => {
    const report = page([ada(1, { outcome: { kind: 'done' } }), countdown, left('evidence-failed')]);
    expect(report).toMatchObject({ accountId: ACCOUNT, title: 'Access keys' });
    expect(report.tiles.map(({ label, value, about }) => [label, value, about])).toEqual([
      ['Principals', 3, 'looked at by the run'],
      ['Changed', 1, 'by this run'],
      ['Unused', 1, 'reported; 1 with a date for what comes next'],
      ['To look at', 1, 'need a person'],
    ]);
    expect(page([ada()], { mode: 'observe' }).tiles[1]).toMatchObject({ label: 'Would change', value: 1 });
  });

  it('leads from its numbers to whom they count', () => {
    const rows = [ada(1, { outcome: { kind: 'done' } }), ada(), ada(), countdown, left('evidence-failed')];
    expect(leadWhereTheySay(page(rows))).toEqual([undefined, true, true, true]);
    expect(leadWhereTheySay(page([ada(), left('exempt')], { mode: 'observe' }))).toEqual([undefined, true, true]);
  });

  it('marks the roles of this project', () => {
    expect([only(left('own-role')).isOwn, only(left('exempt')).isOwn]).toEqual([true, false]);
  });

  it('brings the numbers that later runs are compared with, those of its guardrail among them', () => {
    const rows = [ada(1, { outcome: { kind: 'done' } }), countdown];
    expect(page(rows).measures?.map(({ key, value }) => [key, value])).toEqual([
      ...[
        ['principals', 2],
        ['rows', 2],
        ['announced', 1],
        ['changed', 1],
        ['waiting', 0],
        ['toLookAt', 0],
      ],
    ]);
  });

  it('brings the columns, charts and policies of its guardrail', () => {
    const report = page([ada(2)]);
    expect(report.columns).toEqual([{ label: 'Keys', kind: 'number', isDescending: true }]);
    expect(report.charts).toEqual([{ title: 'Rows', unit: 'rows', bars: [{ label: 'all', value: 1 }] }]);
    expect(report.principals[0]).toMatchObject({ cells: [2], documents: [{ after: '{}' }, { after: '{}' }] });
  });

  it.each<[string, Row, RecordedSummary<SlotSet>['mode']]>([
    ['Changed', ada(1, { outcome: { kind: 'done' } }), 'enforce'],
    ['Failed', ada(1, { outcome: { kind: 'failed', why: 'throttled' } }), 'enforce'],
    ['Failed', left('evidence-failed'), 'observe'],
    ['In place', ada(1, { outcome: { kind: 'stands' } }), 'enforce'],
    ['In place', left('off'), 'observe'],
    ['Would change', ada(1, { outcome: { kind: 'withheld' } }), 'observe'],
    ['Would change', ada(), undefined],
    ['Waiting', ada(1, { outcome: { kind: 'left', why: 'next-wave' } }), 'enforce'],
    ['Warned', countdown, 'enforce'],
    ['Reported', left('unused', { announced: ANNOUNCED }), 'observe'],
    ['Left alone', left('exempt'), 'enforce'],
  ])('says %s of %j', (state, row, mode) => {
    expect(only(row, { mode }).state).toBe(state);
  });

  it.each(Object.keys(LEFT_WORDS))('says in a sentence that it left somebody for %s, and why', (reason) => {
    expect(only(left(reason, { why: 'because' })).decision).toMatch(/^[A-Z].{10,}[^.] \(because\)\.$/);
  });

  it('says in a sentence why what was taken is given back to somebody who is left from now on', () => {
    const decision = { kind: 'change', reason: 'exempt', why: 'breaks glass' } as const;
    expect(only(ada(1, { decision })).decision).toBe(
      'Gets back what was taken. The settings exempt it (breaks glass).',
    );
  });

  it.each(Object.entries(LEFT_FOR_NOW_WORDS) as [LeftForNow['reason'], string][])(
    'says in words why a change was not carried out: %s',
    (why, words) => {
      const row = ada(1, { outcome: { kind: 'left', why } });
      expect(only(row).facts).toContainEqual({ label: 'Carried out', value: words });
    },
  );

  it.each<[string, Row['outcome'], RecordedSummary<SlotSet>['mode']]>([
    ['Would be done', { kind: 'withheld' }, 'observe'],
    ['Would be done', undefined, undefined],
    ['To be done', { kind: 'left', why: 'next-wave' }, 'enforce'],
    ['Done', { kind: 'done' }, 'enforce'],
    ['Done', { kind: 'stands' }, 'enforce'],
  ])('words changes as done, and says %s of those that end as %j', (label, outcome, mode) => {
    const { facts } = only(ada(1, { ...(outcome && { outcome }) }), { mode });
    expect(facts.map((fact) => fact.label).filter((one) => one.endsWith('one'))).toEqual([label]);
  });

  it('says of everything unused since when reports name it, and what is done on which day', () => {
    expect(only(countdown).facts.filter(({ label }) => label === 'Unused')).toEqual([
      { label: 'Unused', value: 'access key 1, never used; in reports since 2026-05-01; nothing is done about it' },
      {
        label: 'Unused',
        value:
          'access key 2, not used since 2026-01-31; in reports since 2026-05-30; to be deactivated on 2026-06-06 at the earliest',
      },
    ]);
  });

  it.each<[string, boolean, Row]>([
    ['what it tried again', true, left('off', { needsAgain: ['s3'] })],
    ['what it was granted since', true, left('off', { grantedSince: ['s3'] })],
    ['a change that failed', true, ada(1, { outcome: { kind: 'failed', why: 'throttled' } })],
    ['a change that others undid twice', true, ada(1, { outcome: { kind: 'left', why: 'flipped' } })],
    ['a reason of its guardrail', true, left('alike')],
    ['a change that waits for its turn', false, ada(1, { outcome: { kind: 'left', why: 'next-wave' } })],
    ['nothing', false, left('exempt')],
  ])('marks whom a person has to look at for %s: %s', (_, isToLookAt, row) => {
    expect(only(row, {}, { toLookAt: ['alike'] }).isToLookAt).toBe(isToLookAt);
  });

  it('gives the command that releases whoever lost something or is to, and nobody else', () => {
    const { arn } = principalOf('ada');
    expect(only(ada(1, { outcome: { kind: 'done' } })).release).toEqual({
      label: 'This gives back what was taken:',
      value: expect.stringContaining(`{"principal":"${arn}","guardrail":"idle-keys"}`) as string,
    });
    expect(only(left('off')).release?.label).toBe('This gives back what was taken:');
    expect(only(countdown).release?.label).toBe('Once it is carried out, this gives back what it takes:');
    expect(only(left('exempt')).release).toBeUndefined();
    expect(only(left('unused', { announced: ANNOUNCED })).release).toBeUndefined();
  });

  it('gives another command for what no release brings back, once it is done', () => {
    const undoneBy = { about: '', command: () => 'restore ada' };
    const more = { words: { ...IDLE_KEYS.words, undoneBy } };
    expect(only(ada(1, { outcome: { kind: 'done' } }), {}, more).release).toEqual({
      label: 'No release brings this back, but this command does:',
      value: 'restore ada',
    });
    expect(only(ada(1, { outcome: { kind: 'withheld' } }), { mode: 'observe' }, more).release?.value).toContain('ada');
    expect(only(ada(), { mode: 'observe' }, more).release?.value).not.toBe('restore ada');
  });

  it('notes what a reader has to know beside the principals', () => {
    const policies = { altered: [{ arn: 'arn:policy', restored: true }], collected: [] } as const;
    expect(page([left('evidence-failed')], { remarks: ['The report is late.'], policies }).notes).toEqual([
      'Most of those it asked about failed: this run counts as no success.',
      'The report is late.',
      'Somebody altered a policy of this project: arn:policy',
    ]);
  });
});
