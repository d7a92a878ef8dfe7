import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { retries } from './retries';
import { timeouts } from './timeouts';

/** Nobody waits for a look: what is not answered is asked again five minutes later. */
export const cloudWatchClient = (): CloudWatchClient =>
  new CloudWatchClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000) });
