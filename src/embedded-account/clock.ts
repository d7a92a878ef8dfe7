/** Time of the embedded account. It stands still until somebody advances it, so a lag is a number and not a race. */
export class Clock {
  /** @param standsInFunctions whether a function sees no time pass either, from the start of an invocation to its end */
  constructor(
    private instant: number,
    readonly standsInFunctions = false,
  ) {}

  now(): Date {
    return new Date(this.instant);
  }

  advance(milliseconds: number): void {
    this.instant += milliseconds;
  }
}
