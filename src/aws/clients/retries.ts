import type { RetryErrorInfo, StandardRetryToken } from '@smithy/types';
import { StandardRetryStrategy } from '@smithy/util-retry';

/** A used-up quota does not come back by asking again; the SDK takes it for throttling and would ask for seconds. */
const FINAL = ['LimitExceededException', 'LimitExceeded'];

/** Another caller changed the same thing at the same time; the SDK takes it for the caller's mistake. */
export const PASSING = [
  'ConcurrentModificationException',
  'ConcurrentModification',
  'EntityTemporarilyUnmodifiableException',
];

class IamRetryStrategy extends StandardRetryStrategy {
  public constructor(
    attempts: number,
    private readonly repeatsThrottled: boolean,
  ) {
    super(attempts);
  }

  public override refreshRetryTokenForRetry(
    token: StandardRetryToken,
    info: RetryErrorInfo,
  ): Promise<StandardRetryToken> {
    const name = info.error instanceof Error ? info.error.name : '';
    if (FINAL.includes(name)) return Promise.reject(new Error(`${name} is not retried`));
    if (info.errorType === 'THROTTLING' && !this.repeatsThrottled) {
      return Promise.reject(new Error(`${name} is left to the pace`));
    }
    return super.refreshRetryTokenForRetry(token, PASSING.includes(name) ? { ...info, errorType: 'TRANSIENT' } : info);
  }
}

/** Retries as the SDK does, but for the two kinds of error that it misjudges for IAM. */
export function retries(maxAttempts: number): StandardRetryStrategy {
  return new IamRetryStrategy(maxAttempts, true);
}

/** The same, but a call that is refused because too many are made comes back at once: its pace repeats it. */
export function retriesUnlessThrottled(maxAttempts: number): StandardRetryStrategy {
  return new IamRetryStrategy(maxAttempts, false);
}
