import { recordedLedger } from '../../../src/aws/ledger/recorded';
import { slotKinds, type SlotSet } from '../../../src/audit/recorded/slot-set';
import type { RecordedEntry } from '../../../src/domain/recorded-change/entry';
import { makeRecorded } from '../../../src/changes/recorded/make';
import { aPrincipal } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

jest.setTimeout(120_000);
let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});
const kinds = slotKinds({ 'inline-': { slot: 'policy', undone: 'put it back', misplaced: () => '' } });
const now = new Date('2026-06-01T12:00:00Z');
const change = (slot: string): SlotSet => ({
  kind: 'slot-set',
  principal: aPrincipal({ id: 'AROASLOT' }),
  slot,
  from: 'there',
});

describe('slots of which one name begins with another', () => {
  it('have histories of their own', async () => {
    const ledger = recordedLedger(table, 'inline', kinds);
    const other: RecordedEntry<SlotSet> = {
      change: change('inline-a-b'),
      number: 1,
      runId: 'old',
      state: 'recorded',
      flips: 0,
      openedAt: now,
    };
    await ledger.record(other);
    await ledger.confirm(other, now);
    await ledger.markFlipped(other, 2);
    expect(await ledger.historyOf(ACCOUNT, 'AROASLOT', 'inline-a')).toEqual([]);
  });
  it('are changed for themselves: one that somebody undid twice does not spare the other', async () => {
    const ledger = recordedLedger(table, 'inline', kinds);
    let state: string | undefined = 'there';
    const outcome = await makeRecorded(change('inline-a'), 'run', {
      ledger,
      kinds,
      now: () => new Date(now.getTime() + 3_600_000),
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
      hands: {
        see: () => Promise.resolve({ id: 'AROASLOT', state }),
        carry: () => {
          state = undefined;
          return Promise.resolve('done' as const);
        },
        undo: () => Promise.resolve(true),
      },
    });
    expect(outcome).toEqual({ kind: 'done' });
  });
});
