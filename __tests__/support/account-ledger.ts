import type { HoldLedger } from '../../src/aws/ledger/holds';
import type { RecordedLedger } from '../../src/aws/ledger/recorded';
import type { Hold } from '../../src/domain/ledger/hold';
import type { RecordedEntry } from '../../src/domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../src/domain/recorded-change/kinds';
import { someLedger } from './some-ledger';

/** A ledger in memory, of everybody in an account. */
export function accountLedger<C extends RecordedChange>(
  kinds: Kinds<C>,
): RecordedLedger<C> & { readonly all: () => readonly RecordedEntry<C>[] } {
  const byId = new Map<string, ReturnType<typeof someLedger<C>>>();
  const of = (id: string) => {
    const ledger = byId.get(id) ?? someLedger(kinds);
    byId.set(id, ledger);
    return ledger;
  };
  const ofEntry = ({ change }: RecordedEntry<C>) => of(change.principal.id);
  const all = () => [...byId.values()].flatMap((ledger) => ledger.all());
  return {
    all,
    historyOf: (accountId, id, slot) => of(id).historyOf(accountId, id, slot),
    record: (entry) => ofEntry(entry).record(entry),
    confirm: (entry, now) => ofEntry(entry).confirm(entry, now),
    markFlipped: (entry, flips) => ofEntry(entry).markFlipped(entry, flips),
    close: (entry, now) => ofEntry(entry).close(entry, now),
    allOpen: () => Promise.resolve(all().filter(({ closedAt }) => closedAt === undefined)),
    ofRun: (_, runId) => Promise.resolve(all().filter((entry) => entry.runId === runId)),
  };
}

/** Holds in memory, of one account. */
export function someHolds(): HoldLedger {
  const holds = new Map<string, Hold>();
  return {
    hold: (_, principalId, at) => {
      const earlier = holds.get(principalId);
      if (earlier === undefined || earlier.at < at) holds.set(principalId, { principalId, at });
      return Promise.resolve();
    },
    allOf: () => Promise.resolve([...holds.values()]),
    heldSince: (_, principalId) => Promise.resolve(holds.get(principalId)?.at),
  };
}
