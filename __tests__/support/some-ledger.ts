import type { RecordedLedger } from '../../src/aws/ledger/recorded';
import { recordedEntryId, type RecordedEntry } from '../../src/domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../src/domain/recorded-change/kinds';

/** A ledger in memory, of one principal and any number of its slots. */
export function someLedger<C extends RecordedChange>(
  kinds: Kinds<C>,
): RecordedLedger<C> & { readonly ids: () => readonly string[]; readonly all: () => readonly RecordedEntry<C>[] } {
  const entries = new Map<string, RecordedEntry<C>>();
  const idOf = ({ change, number }: RecordedEntry<C>) => recordedEntryId(kinds.slot(change), number);
  const newestFirst = () => [...entries.values()].sort((one, other) => other.number - one.number);
  const change = (
    entry: RecordedEntry<C>,
    when: (found: RecordedEntry<C>) => boolean,
    more: Partial<RecordedEntry<C>>,
  ) => {
    const found = entries.get(idOf(entry));
    if (found === undefined || found.closedAt !== undefined || !when(found)) return Promise.resolve(false);
    entries.set(idOf(entry), { ...found, ...more });
    return Promise.resolve(true);
  };
  return {
    ids: () => [...entries.keys()],
    all: () => [...entries.values()],
    historyOf: (_, __, slot) =>
      Promise.resolve(newestFirst().filter((entry) => slot === undefined || kinds.slot(entry.change) === slot)),
    record: (entry) => {
      if (entries.has(idOf(entry))) return Promise.resolve(false);
      entries.set(idOf(entry), entry);
      return Promise.resolve(true);
    },
    confirm: (entry, now) =>
      change(entry, ({ state }) => state === 'recorded', { state: 'confirmed', confirmedAt: now }),
    markFlipped: (entry, flips) => change(entry, ({ state }) => state !== 'flipped', { state: 'flipped', flips }),
    close: (entry, now) => change(entry, () => true, { state: 'released', closedAt: now }),
    allOpen: () => Promise.resolve([...entries.values()].filter(({ closedAt }) => closedAt === undefined)),
    ofRun: (_, runId) => Promise.resolve([...entries.values()].filter((entry) => entry.runId === runId)),
  };
}
