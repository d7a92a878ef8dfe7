import type { RecordedLedger } from '../../aws/ledger/recorded';
import { isOpen, type RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Hands } from './hands';

/** What the end of a principal, or of one of its slots, takes. */
interface EndingPorts<C extends RecordedChange> {
  readonly kinds: Kinds<C>;
  readonly hands: Hands<C>;
  readonly ledger: RecordedLedger<C>;
  /** The date. */
  readonly now: () => Date;
}

/**
 * What became of a change that takes its principal away, where nobody has the principal's id any more: an earlier attempt,
 * of whatever run, may have made it and not said so.
 *
 * @param of the run, and what the slot has had, newest first
 * @returns undefined where the principal is gone for another reason
 */
export async function goneAsMeant<C extends RecordedChange>(
  meant: C,
  of: { readonly runId: string; readonly history: readonly RecordedEntry<C>[] },
  { kinds, hands, ledger, now }: EndingPorts<C>,
): Promise<{ readonly kind: 'done' | 'stands' } | undefined> {
  const [latest] = of.history;
  if (kinds.takesPrincipal?.(meant) !== true || latest === undefined || !isOpen(latest)) return undefined;
  if (kinds.to(latest.change) !== kinds.to(meant)) return undefined;
  if (latest.state === 'recorded') {
    const carried = await hands.carry(meant, { id: meant.principal.id, state: undefined });
    if (carried !== 'done') {
      await ledger.close(latest, now());
      return undefined;
    }
    await closeEnded(latest, { kinds, ledger, now });
    await ledger.confirm(latest, now());
  }
  return { kind: latest.runId === of.runId ? 'done' : 'stands' };
}

/** Ends what is recorded of slots whose things are gone with a change that was made: nothing of them can be given back. */
export async function closeEnded<C extends RecordedChange>(
  { change }: RecordedEntry<C>,
  { kinds, ledger, now }: Pick<EndingPorts<C>, 'kinds' | 'ledger' | 'now'>,
): Promise<void> {
  const { ends, slot } = kinds;
  if (ends === undefined) return;
  const { accountId, id } = change.principal;
  const all = await ledger.historyOf(accountId, id);
  const over = all.filter((one) => isOpen(one) && slot(one.change) !== slot(change) && ends(change, slot(one.change)));
  for (const entry of over) await ledger.close(entry, now());
}
