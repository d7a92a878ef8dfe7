/** So many notices in an hour: whoever can forge messages of callers, and makes these up, would else mail people without end. */
const ENOUGH = 20;

const HOUR_MS = 3_600_000;

/**
 * Counts what people were told in the last hour of callers whom nobody has changed, and what was left out. In memory, as the
 * revocations are: a count in the ledger could be driven up by whom it would then hide.
 */
export class RecentNotices {
  private told: readonly Date[] = [];
  private leftOut: readonly Date[] = [];

  public isFull(now: Date): boolean {
    this.told = recent(this.told, now);
    return this.told.length >= ENOUGH;
  }

  public add(now: Date): void {
    this.told = [...this.told, now];
  }

  /** @returns how many have been left out in the last hour */
  public leaveOut(now: Date): number {
    this.leftOut = [...recent(this.leftOut, now), now];
    return this.leftOut.length;
  }
}

const recent = (times: readonly Date[], now: Date) => times.filter((at) => now.getTime() - at.getTime() < HOUR_MS);
