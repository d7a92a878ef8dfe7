import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { retries } from './retries';

/** What is refused for its rate comes back ever later, for half a minute in all: an account has two look-ups a second. */
export const cloudTrailClient = (): CloudTrailClient =>
  new CloudTrailClient({
    retryStrategy: retries(8),
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
