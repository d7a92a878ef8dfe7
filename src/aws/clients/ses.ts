import { SESv2Client } from '@aws-sdk/client-sesv2';
import { retries } from './retries';
import { timeouts } from './timeouts';

/** Mails of a run go out one after another; the rate of the sandbox, one a second, is what the retries are for. */
export const sesClient = (region: string): SESv2Client =>
  new SESv2Client({ region, retryStrategy: retries(4), requestHandler: timeouts(10_000) });
