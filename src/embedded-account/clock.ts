/** Time of the embedded account. It stands still until somebody advances it, so a lag is a number and not a race. */
export class Clock {
  constructor(private instant: number) {}

  now(): Date {
    return new Date(this.instant);
  }

  advance(milliseconds: number): void {
    this.instant += milliseconds;
  }
}
