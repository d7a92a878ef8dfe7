import type { RecordedLedger } from '../../aws/ledger/recorded';
import { isOpen, type RecordedEntry } from '../../domain/recorded-change/entry';
import { linked } from '../../domain/recorded-change/give-back';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';

/** What keeping the entries of a slot takes. */
interface EntryPorts<C extends RecordedChange> {
  readonly kinds: Kinds<C>;
  readonly ledger: RecordedLedger<C>;
  /** The date. */
  readonly now: () => Date;
}

/** A release closed the entry before its change was made: without an open one no other release would find it. */
export async function rememberAgain<C extends RecordedChange>(
  entry: RecordedEntry<C>,
  ports: EntryPorts<C>,
): Promise<void> {
  const { ledger, now } = ports;
  const { change, runId, flips, number } = entry;
  const history = await historyOf(entry, ports);
  const closed = history.find((one) => one.number === number);
  if (closed === undefined || isOpen(closed)) return;
  const next = (history[0]?.number ?? number) + 1;
  const again: RecordedEntry<C> = { change, runId, flips, number: next, state: 'recorded', openedAt: now() };
  if (await ledger.record(again)) await ledger.confirm(again, now());
}

/** Entries of changes that someone else undid: what stood before them is no longer the project's to give back. */
export async function closeUnlinked<C extends RecordedChange>(
  entry: RecordedEntry<C>,
  ports: EntryPorts<C>,
): Promise<void> {
  const open = (await historyOf(entry, ports)).filter(isOpen);
  const kept = linked(open, ports.kinds);
  for (const one of open.filter((each) => !kept.includes(each))) await ports.ledger.close(one, ports.now());
}

function historyOf<C extends RecordedChange>({ change }: RecordedEntry<C>, { ledger, kinds }: EntryPorts<C>) {
  return ledger.historyOf(change.principal.accountId, change.principal.id, kinds.slot(change));
}
