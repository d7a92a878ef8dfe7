import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { retries, retriesUnlessThrottled } from './retries';
import { timeouts } from './timeouts';

/**
 * IAM's throttle is shared with everybody in the account: these attempts take up to 15 seconds, within the function's
 * timeout; what is refused for longer is delivered again.
 */
export const iamClient = (): IAMClient => new IAMClient({ retryStrategy: retries(5), requestHandler: timeouts(3_000) });

/** For the scheduled guardrails, which keep a pace: only what fails for another reason is tried again by itself. */
export const jobIamClient = (): IAMClient =>
  new IAMClient({ retryStrategy: retriesUnlessThrottled(3), requestHandler: timeouts(10_000) });

/** The host of the region serves every queue; by default the SDK would take that of the queue's URL, and warn of another. */
export const sqsClient = (): SQSClient =>
  new SQSClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000), useQueueUrlAsEndpoint: false });

export const ssmClient = (): SSMClient => new SSMClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000) });

/** Nobody waits for the log of the trail, and a query that is not answered is asked again a day later. */
export const logsClient = (): CloudWatchLogsClient =>
  new CloudWatchLogsClient({ retryStrategy: retries(3), requestHandler: timeouts(10_000) });

/** Nobody waits for Security Hub: ten calls a second are far more than a run makes. */
export const securityHubClient = (): SecurityHubClient =>
  new SecurityHubClient({ retryStrategy: retries(4), requestHandler: timeouts(10_000) });

export const secretsManagerClient = (): SecretsManagerClient =>
  new SecretsManagerClient({ retryStrategy: retries(3), requestHandler: timeouts(3_000) });

export const dynamoClient = (): DynamoDBClient =>
  new DynamoDBClient({ retryStrategy: retries(4), requestHandler: timeouts(1_000) });

/** For the scheduled guardrails, for whom nobody waits: a slow ledger is asked once, and not again while it is at work. */
export const jobDynamoClient = (): DynamoDBClient =>
  new DynamoDBClient({ retryStrategy: retries(4), requestHandler: timeouts(5_000) });

/** A summary of ten thousand principals is tens of megabytes. */
export const s3Client = (): S3Client => new S3Client({ retryStrategy: retries(4), requestHandler: timeouts(30_000) });

/** For one object in a bucket of any Region, such as the list of exemptions; S3 names the Region where it is another. */
export const anyRegionClient = (): S3Client =>
  new S3Client({ retryStrategy: retries(4), requestHandler: timeouts(30_000), followRegionRedirects: true });

/** For the policies of all buckets: each is asked in its own region, and one that does not answer is left out. */
export const everyBucketClient = (): S3Client =>
  new S3Client({ retryStrategy: retries(3), requestHandler: timeouts(5_000), followRegionRedirects: true });
