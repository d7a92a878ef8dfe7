import type { Outcome } from '../../domain/change';
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
