import type { Clock } from '../../domain/clock';

/** How a pace is kept. */
export interface PaceOptions {
  /** Per API action; each action has a lane of its own. */
  readonly callsPerSecond: number;
  readonly clock: Clock;
  /** Whether a call failed because too many were made. */
  readonly isThrottled: (error: unknown) => boolean;
  /**
   * Milliseconds after which no call is made any more.
   *
   * @default - calls are made as long as they come
   */
  readonly endsAfterMs?: number;
}

/** The time is over in which calls may be made; what was not asked by then was not asked. */
export class TimeOverError extends Error {
  public override readonly name = 'TimeOverError';
}

/** A call that was refused again and again, although it came ever later. */
export class RefusedError extends Error {
  public override readonly name = 'RefusedError';
}

/** Room for other clients, and for clocks that differ. */
const SHARE = 0.95;
/** What a refusal leaves of the rate, and what is left of it at the least. */
const SLOWER = 0.75;
const SLOWEST = 0.1;
/** After so long without a refusal a step of slowness is taken back by half: what used the rate up may be over. */
const RECOVERY_MS = 60_000;
/** How long nothing is asked after a refusal: IAM's allowance is used up by then, and others need it too. */
const PAUSE_MS = 1_000;
/** The part of an interval by which a late timer may be made up for; more would be a burst. */
const LATE = 0.04;
const MOST_ATTEMPTS = 10;

/** What is shared by the calls of one pace. */
export interface PaceState {
  /** Why none is made any more. */
  stopped?: Error;
  /** Milliseconds of the clock; from then on none is made. */
  readonly endsAt: number;
}

interface Waiting {
  /** Makes the call. @returns whether it was refused, and how */
  attempt(): Promise<Error | undefined>;
  fail(error: Error): void;
  attempts: number;
  /** Of the pace that the call was given to. */
  readonly state: PaceState;
}

/** The calls of one action, of one pace or of several that keep to one rate. */
export class Lane {
  private readonly queue: Waiting[] = [];
  private last = -Infinity;
  private factor = 1;
  private slowedAt = -Infinity;
  private pausedUntil = -Infinity;
  private isMoving = false;

  public constructor(
    private readonly action: string,
    private readonly options: PaceOptions,
  ) {}

  public run<T>(call: () => Promise<T>, state: PaceState): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = async () => {
        try {
          resolve(await call());
        } catch (error) {
          if (error instanceof Error && this.options.isThrottled(error)) return error;
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- handed on as it was thrown
          reject(error);
        }
        return undefined;
      };
      this.queue.push({ attempt, fail: reject, attempts: 0, state });
      void this.move();
    });
  }

  /** Makes no call any more of a pace that was stopped, or whose time is over. */
  public giveUp(): void {
    const now = this.options.clock.now();
    for (const { state } of this.queue) {
      if (now >= state.endsAt) state.stopped ??= new TimeOverError('the time of its batch was over');
    }
    if (!this.queue.some(({ state }) => state.stopped !== undefined)) return;
    for (const waiting of this.queue.splice(0)) {
      if (waiting.state.stopped) waiting.fail(waiting.state.stopped);
      else this.queue.push(waiting);
    }
  }

  private async move(): Promise<void> {
    if (this.isMoving) return;
    this.isMoving = true;
    for (;;) {
      this.giveUp();
      if (this.queue.length === 0) break;
      await this.turn();
      this.giveUp();
      const next = this.queue.shift();
      if (next) void this.make(next);
    }
    this.isMoving = false;
  }

  private async turn(): Promise<void> {
    const { clock } = this.options;
    for (let late = 0; ; late = LATE) {
      this.recover();
      const interval = this.interval();
      const slot = Math.max(this.last + interval, this.pausedUntil);
      const now = clock.now();
      if (now >= slot) {
        // Only who waited for the slot can have come late for it.
        this.last = late === 0 ? now : Math.max(slot, now - late * interval);
        return;
      }
      await clock.sleep(slot - now);
    }
  }

  private async make(waiting: Waiting): Promise<void> {
    const startedAt = this.options.clock.now();
    waiting.attempts += 1;
    const refusal = await waiting.attempt();
    if (refusal === undefined) return;
    this.slowDown(startedAt);
    if (waiting.attempts >= MOST_ATTEMPTS) {
      const message = `${this.action} was refused ${MOST_ATTEMPTS} times: ${refusal.message}`;
      waiting.fail(new RefusedError(message, { cause: refusal }));
      return;
    }
    this.queue.unshift(waiting);
    await this.move();
  }

  /** Calls that were under way when it slowed down say nothing new. */
  private slowDown(startedAt: number): void {
    if (startedAt < this.slowedAt) return;
    this.slowedAt = this.options.clock.now();
    this.pausedUntil = this.slowedAt + PAUSE_MS;
    this.factor = Math.max(SLOWEST, this.factor * SLOWER);
  }

  private recover(): void {
    const now = this.options.clock.now();
    if (this.factor === 1 || now - this.slowedAt < RECOVERY_MS) return;
    this.slowedAt = now;
    this.factor = Math.min(1, this.factor / Math.sqrt(SLOWER));
  }

  private interval(): number {
    return 1_000 / (SHARE * this.options.callsPerSecond * this.factor);
  }
}
