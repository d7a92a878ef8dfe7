/** How a first reading that came too early, or in time, moves the wait: so that nine of ten come in time. */
const LATER = 1.1;
const SOONER = LATER ** (-1 / 9);
/** How far beyond what was seen the wait may grow. */
const BEYOND = 1.5;
/** Reports that are read early, to see how long reports take here and now. */
const SCOUTS = 3;
/** What others are given beyond the slowest of these. */
const MARGIN = 1.15;

/**
 * How long reports are left alone before they are read for the first time.
 *
 * The first three are read early and often, while no other is due and the calls would go unused; once all of them have
 * ended, the others wait hardly longer than the slowest of them took. They only ever shorten the wait, so one that never
 * ends holds nobody up.
 *
 * A reading that finds the report still running costs a call for nothing. So each makes the first readings to come a
 * little later, and each that finds it ready a ninth of that sooner.
 */
export class ReportWait {
  private current: number;
  private oldest = 0;
  private scouts = 0;
  private slowest = 0;
  private ended = 0;
  private wake: () => void = () => undefined;
  /** Resolved when the wait becomes much shorter, so that nobody sleeps through what is left of it. */
  public readonly shortened = new Promise<void>((wake) => {
    this.wake = wake;
  });

  /** @param least milliseconds; it is less only where the first reports take less. 0: none are read earlier than others */
  public constructor(private least: number) {
    this.current = least;
  }

  /** Milliseconds. */
  public get ms(): number {
    return this.current;
  }

  /** Whether a report that was just asked for is one of those that are read early. */
  public takeScout(): boolean {
    if (this.least === 0 || this.scouts === SCOUTS) return false;
    this.scouts += 1;
    return true;
  }

  /** @param age milliseconds of a report that was read early, when it was first seen to have ended */
  public learnFromScout(age: number): void {
    this.slowest = Math.max(this.slowest, age);
    this.ended += 1;
    const enough = this.slowest * MARGIN;
    if (this.ended < SCOUTS || enough >= this.least) return;
    this.least = this.current = enough;
    this.wake();
  }

  /** @param age milliseconds of a report at its first reading */
  public learn(isRunning: boolean, age: number): void {
    if (isRunning) this.oldest = Math.max(this.oldest, age);
    const wanted = this.current * (isRunning ? LATER : SOONER);
    this.current = Math.max(this.least, Math.min(wanted, Math.max(this.current, this.oldest * BEYOND)));
  }
}
