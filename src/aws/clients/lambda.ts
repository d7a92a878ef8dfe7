import { LambdaClient } from '@aws-sdk/client-lambda';
import { retries } from './retries';
import { timeouts } from './timeouts';

/** The function that is called makes IAM calls of its own, so it is given longer. */
export const lambdaClient = (): LambdaClient =>
  new LambdaClient({ retryStrategy: retries(2), requestHandler: timeouts(12_000) });
