import type { Clock } from '../../../src/domain/clock';

/** A clock that moves on as soon as everybody sleeps. */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  private isTurning = false;

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      // Time moves on, however little is left of a wait.
      this.sleepers.push({ at: this.time + Math.max(0.01, ms), wake });
      this.turn();
    });
  }

  private turn(): void {
    if (this.isTurning) return;
    this.isTurning = true;
    // By then everybody who is awake has come to a promise that only time resolves.
    setImmediate(() => {
      this.isTurning = false;
      this.time = Math.min(...this.sleepers.map(({ at }) => at));
      const due = this.sleepers.filter(({ at }) => at <= this.time);
      for (const sleeper of due) this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
      for (const { wake } of due) wake();
      if (this.sleepers.length > 0) this.turn();
    });
  }
}
