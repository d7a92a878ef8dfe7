import {
  anyRegionClient,
  dynamoClient,
  everyBucketClient,
  iamClient,
  jobDynamoClient,
  jobIamClient,
  logsClient,
  s3Client,
  secretsManagerClient,
  securityHubClient,
  sqsClient,
  ssmClient,
} from '../aws/clients/clients';
import { perPlace } from './place';

/**
 * Clients of AWS, one of each kind for an account and a purpose.
 *
 * They are marked as pure, so that a bundle holds none that its function does not use.
 */
export const iam = /* @__PURE__ */ perPlace({ event: iamClient, job: jobIamClient });
export const dynamo = /* @__PURE__ */ perPlace({ event: dynamoClient, job: jobDynamoClient });
export const s3 = /* @__PURE__ */ perPlace({ event: s3Client, job: s3Client });
export const anyRegionS3 = /* @__PURE__ */ perPlace({ event: anyRegionClient, job: anyRegionClient });
export const everyBucketS3 = /* @__PURE__ */ perPlace({ event: everyBucketClient, job: everyBucketClient });
export const sqs = /* @__PURE__ */ perPlace({ event: sqsClient, job: sqsClient });
export const ssm = /* @__PURE__ */ perPlace({ event: ssmClient, job: ssmClient });
export const logs = /* @__PURE__ */ perPlace({ event: logsClient, job: logsClient });
export const hub = /* @__PURE__ */ perPlace({ event: securityHubClient, job: securityHubClient });
export const secretsManager = /* @__PURE__ */ perPlace({ event: secretsManagerClient, job: secretsManagerClient });
