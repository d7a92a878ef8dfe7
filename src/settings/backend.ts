import * as z from 'zod';
import { bucketName, regionName, sentence, stateKey } from '../setting-values/shapes';

const s3Backend = z.strictObject({
  bucket: bucketName,
  key: stateKey
    .default('iam-guardrails.tfstate')
    .describe('Object that holds the state; default with an environment: iam-guardrails/<environment>.tfstate'),
  region: regionName.default('us-east-1').describe('Region of the bucket'),
  kmsKeyId: sentence.describe("Key that encrypts the state; default: the bucket's own encryption").optional(),
});

/** Where the Terraform state can live. */
export const backend = z
  .union([z.literal('local'), z.strictObject({ s3: s3Backend })])
  .meta({ title: '{"s3": {"bucket": …, "key": …}} or "local"' });
