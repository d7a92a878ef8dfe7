/** How a first reading that came too early, or in time, moves the wait: so that nine of ten come in time. */
const LATER = 1.1;
const SOONER = LATER ** (-1 / 9);
/** How far beyond what was seen the wait may grow. */
const BEYOND = 1.5;

/**
 * How long reports are left alone before they are read for the first time.
 *
 * A reading that finds the report still running costs a call for nothing. So each makes the first readings to come a
 * little later, and each that finds it ready a ninth of that sooner; a few reports that never end hold nobody up.
 */
export class ReportWait {
  private current: number;
  private oldest = 0;

  /** @param least milliseconds; it is never less */
  public constructor(private readonly least: number) {
    this.current = least;
  }

  /** Milliseconds. */
  public get ms(): number {
    return this.current;
  }

  /** @param age milliseconds of a report at its first reading */
  public learn(isRunning: boolean, age: number): void {
    if (isRunning) this.oldest = Math.max(this.oldest, age);
    const wanted = this.current * (isRunning ? LATER : SOONER);
    this.current = Math.max(this.least, Math.min(wanted, Math.max(this.current, this.oldest * BEYOND)));
  }
}
