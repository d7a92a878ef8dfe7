import { SNSClient } from '@aws-sdk/client-sns';
import { retries } from './retries';
import { timeouts } from './timeouts';

export const snsClient = (): SNSClient => new SNSClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000) });
