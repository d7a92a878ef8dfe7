import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Buckets } from '../s3/buckets';
import * as shapes from './shapes';
import type { TerraformValues } from './values';

/** Makes the stack's buckets and puts its objects into them. @param folder what `source` is relative to */
export function deployBuckets(values: TerraformValues, folder: string, buckets: Buckets): void {
  const all = <T>(type: string, shape: z.ZodType<T>) =>
    values.ofType(type).map(({ attributes }) => shape.parse(attributes));
  const policies = all('aws_s3_bucket_policy', shapes.bucketPolicy);
  const versionings = all('aws_s3_bucket_versioning', shapes.bucketVersioning);
  for (const { bucket: name } of all('aws_s3_bucket', shapes.bucket)) {
    const policy = policies.find((one) => one.bucket === name)?.policy;
    const versioning = versionings.find((one) => one.bucket === name)?.versioning_configuration;
    buckets.create(name, versioning?.status === 'Enabled', policy);
  }
  for (const one of all('aws_s3_object', shapes.object)) {
    const bucket = buckets.named(one.bucket);
    const content = {
      body: contentOf(one, folder),
      ...(one.content_type !== undefined && { contentType: one.content_type }),
    };
    bucket.put(one.key, content, bucket.versioned ? one.version_id : 'null');
  }
}

function contentOf(one: z.infer<typeof shapes.object>, folder: string): Buffer {
  if (one.content !== undefined) return Buffer.from(one.content);
  if (one.content_base64 !== undefined) return Buffer.from(one.content_base64, 'base64');
  if (one.source !== undefined) return readFileSync(join(folder, one.source));
  return Buffer.alloc(0);
}
