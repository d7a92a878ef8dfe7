import type { Clock } from '../../clock';

/** A value that remembers what it was, because IAM answers and authorises from the past for some seconds. */
export class Timeline<T> {
  private readonly entries: { readonly since: number; readonly value: T }[];

  /** The first value holds since ever: what a test sets up has long been propagated. */
  constructor(
    private readonly clock: Clock,
    initial: T,
  ) {
    this.entries = [{ since: -Infinity, value: initial }];
  }

  get current(): T {
    return this.asOf(0);
  }

  /** The value as it was this long ago. */
  asOf(lagMs: number): T {
    const instant = this.clock.now().getTime() - lagMs;
    const entry = this.entries.findLast(({ since }) => since <= instant);
    if (!entry) throw new Error('a timeline has a value at every instant');
    return entry.value;
  }

  set(value: T): void {
    this.entries.push({ since: this.clock.now().getTime(), value });
  }
}
