import { GetBucketPolicyCommand, paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import type { UnreadPolicy } from '../../domain/policy/unread-policy';
import { inLanes } from '../../domain/in-lanes';

/** A resource, and the policy that it has. */
export interface ResourcePolicy {
  readonly arn: string;
  readonly text: string;
}

/** What was found of the policies of an account's resources. */
export interface ResourcePolicies {
  readonly policies: readonly ResourcePolicy[];
  /** What could not be read, and why; a run goes on without it. */
  readonly unread: readonly UnreadPolicy[];
}

/** So many buckets are asked at a time. */
const LANES = 8;

/**
 * Reads the policies of an account's buckets, in every region.
 *
 * @param s3 a client that follows buckets to their regions
 */
export async function bucketPolicies(s3: S3Client, partition: string): Promise<ResourcePolicies> {
  const arnOf = (name: string) => `arn:${partition}:s3:::${name}`;
  const names: string[] = [];
  try {
    for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 1000 }, {})) {
      names.push(...Buckets.flatMap(({ Name }) => Name ?? []));
    }
  } catch (error) {
    return { policies: [], unread: [{ arn: arnOf('*'), why: wordsOf(error) }] };
  }
  const policies: ResourcePolicy[] = [];
  const unread: UnreadPolicy[] = [];
  await inLanes(names, LANES, async (name) => {
    try {
      const { Policy: text } = await s3.send(new GetBucketPolicyCommand({ Bucket: name }));
      if (text !== undefined) policies.push({ arn: arnOf(name), text });
    } catch (error) {
      if (!hasNone(error)) unread.push({ arn: arnOf(name), why: wordsOf(error) });
    }
  });
  return { policies, unread };
}

/** Most buckets have no policy; one that was deleted meanwhile has none either. */
const hasNone = (error: unknown) =>
  error instanceof Error && ['NoSuchBucketPolicy', 'NoSuchBucket'].includes(error.name);

const wordsOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
