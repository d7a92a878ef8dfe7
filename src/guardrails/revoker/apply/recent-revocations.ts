import type { Outcome } from '../../../domain/change/change';

const TEN_MINUTES_MS = 600_000;

/**
 * Counts the users that this instance of the function denied in the last ten minutes.
 *
 * In memory on purpose: a count in the ledger, or the attachments of the deny, could be driven up by whom it would
 * then protect. So the limit holds per instance, and the queue bounds the instances.
 */
export class RecentRevocations {
  private readonly byUser = new Map<string, number>();

  public count(now: Date): number {
    return [...this.byUser.values()].filter((at) => now.getTime() - at < TEN_MINUTES_MS).length;
  }

  public add(outcome: Outcome, now: Date): void {
    if (outcome.kind !== 'done' && outcome.kind !== 'failed') return;
    for (const change of outcome.changes) if ('user' in change) this.byUser.set(change.user.id, now.getTime());
  }
}
