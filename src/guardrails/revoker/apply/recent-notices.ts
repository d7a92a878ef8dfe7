/** Notices in an hour: somebody who can forge messages, and makes callers up, would else mail people without end. */
const ENOUGH = 20;

const HOUR_MS = 3_600_000;

/** Whom notices are about: callers whom anybody can make up, or root, admins and denied users, of whom there are few. */
export type About = 'anybody' | 'somebody';

/**
 * Counts what people were told in the last hour of callers whom nobody has changed, and what was left out. In memory, as the
 * revocations are: a count in the ledger could be driven up by whom it would then hide.
 *
 * Both kinds are counted apart, so that made-up callers delay no notice about root.
 */
export class RecentNotices {
  private readonly told: Record<About, readonly Date[]> = { anybody: [], somebody: [] };
  private leftOut: readonly Date[] = [];

  public isFull(about: About, now: Date): boolean {
    this.told[about] = recent(this.told[about], now);
    return this.told[about].length >= ENOUGH;
  }

  public add(about: About, now: Date): void {
    this.told[about] = [...this.told[about], now];
  }

  /** @returns how many have been left out in the last hour */
  public leaveOut(now: Date): number {
    this.leftOut = [...recent(this.leftOut, now), now];
    return this.leftOut.length;
  }
}

const recent = (times: readonly Date[], now: Date) => times.filter((at) => now.getTime() - at.getTime() < HOUR_MS);
