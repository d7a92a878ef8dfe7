import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { retries } from './retries';
import { timeouts } from './timeouts';

/** Nobody waits for a look: what is not answered is asked again five minutes later. */
export const eventBridgeClient = (): EventBridgeClient =>
  new EventBridgeClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000) });
