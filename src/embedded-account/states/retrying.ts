import type { Identifiers } from '../identifiers';
import type { TaskState } from './definition';
import { namesError, type StatesError } from './errors';

type Retrier = TaskState['Retry'][number];

/** Counts the attempts of one entry into a state. */
export class Retries {
  private readonly used: number[];

  constructor(
    private readonly retriers: readonly Retrier[],
    /** Execution and state. */
    private readonly where: string,
    private readonly identifiers: Identifiers,
  ) {
    this.used = retriers.map(() => 0);
  }

  /** @returns the seconds to wait before the next attempt; undefined where there is none */
  next(error: StatesError): number | undefined {
    const index = this.retriers.findIndex(({ ErrorEquals }) => namesError(ErrorEquals, error));
    const retrier = this.retriers[index];
    const used = this.used[index] ?? 0;
    if (!retrier || used >= retrier.MaxAttempts) return undefined;
    this.used[index] = used + 1;
    const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Infinity, JitterStrategy } = retrier;
    const seconds = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
    return JitterStrategy === 'FULL'
      ? seconds * this.identifiers.fraction(this.identifiers.uuid('retry', this.where))
      : seconds;
  }
}
