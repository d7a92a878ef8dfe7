import type { Outcome } from '../../../domain/change/change';

const TEN_MINUTES_MS = 600_000;

/**
 * Counts the users that this instance of the function denied in the last ten minutes.
 *
 * In memory on purpose: a count in the ledger, or the attachments of the deny, could be driven up by whom it would
 * then protect. So the limit holds per instance, and the queue bounds the instances.
 */
export class RecentRevocations {
  private readonly byUser = new Map<string, { readonly at: number; readonly isShown: boolean }>();

  /**
   * @param isShown whether history shows the call for which there must be room: only denies for such calls count then, so that
   *   nobody uses up the limit who forges calls of others
   */
  public count(now: Date, isShown = false): number {
    return [...this.byUser.values()].filter(
      (one) => now.getTime() - one.at < TEN_MINUTES_MS && (one.isShown || !isShown),
    ).length;
  }

  /** @param isShown whether history shows the call */
  public add(outcome: Outcome, now: Date, isShown = false): void {
    if (outcome.kind !== 'done' && outcome.kind !== 'failed') return;
    for (const change of outcome.changes) {
      if ('user' in change) this.byUser.set(change.user.id, { at: now.getTime(), isShown });
    }
  }
}
