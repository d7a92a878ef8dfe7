import type { Outcome } from '../../../domain/change/change';
import type { UnreadableEntry } from '../../../domain/ledger/unreadable-entry';

/**
 * Has an event tried again at once that could not be carried out, once people were told.
 *
 * @throws Error with what kept it from being carried out
 */
export function failIfUnfinished(outcome: Outcome): void {
  if (outcome.kind === 'failed') throw new Error(outcome.why);
}

/**
 * Fails a round that left something out, once it has told of everything else: nobody would hear of it otherwise.
 *
 * @throws Error naming the entries of the ledger that cannot be read
 */
export function failIfUnread(entries: readonly UnreadableEntry[]): void {
  const named = new Set(entries.map(({ pk, sk, why }) => `${pk} ${sk} (${why})`));
  if (named.size > 0) throw new Error(`entries of the ledger cannot be read: ${[...named].join('; ')}`);
}
