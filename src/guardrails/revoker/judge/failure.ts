import type { Outcome } from '../../../domain/change/change';
import type { UnreadableEntry } from '../../../domain/ledger/unreadable-entry';
import type { Decision } from './decide';

/**
 * Has an event tried again that is not done with, once people were told.
 *
 * @throws Error with what kept it from being judged or carried out
 */
export function failIfUnfinished(decision: Decision, outcome: Outcome): void {
  if (decision.kind === 'undecidable') throw new Error(decision.why);
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
