import { retriesUnlessThrottled } from './retries';

/** A call that is refused because too many are made comes back at once: its pace repeats it. */
export const clientOptions = (region: string) => ({
  region,
  retryStrategy: retriesUnlessThrottled(2),
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
});
