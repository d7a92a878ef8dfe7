import type { S3Client } from '@aws-sdk/client-s3';
import type { ResourceReading } from '../../domain/policy/resource-services';
import type { Paced } from '../iam/paced';
import { bucketPolicies, type ResourcePolicies } from './policies';
import { everyPolicy } from './every';

/** Which policies are read beside those of buckets, and how fast. */
export interface AccountReading {
  /** Absent: none. */
  readonly reading: ResourceReading | undefined;
  readonly paced: Paced;
}

/**
 * Reads the resource policies of an account, as far as it is asked to.
 *
 * @param s3 a client that follows buckets to their regions
 */
export async function accountPolicies(
  s3: S3Client,
  own: { readonly accountId: string; readonly partition: string },
  { reading = { services: [], regions: [] }, paced }: AccountReading,
): Promise<ResourcePolicies> {
  const { accountId, partition } = own;
  const [buckets, others] = await Promise.all([
    bucketPolicies(s3, partition),
    everyPolicy({ ...reading, accountId, partition, paced }),
  ]);
  return { policies: [...buckets.policies, ...others.policies], unread: [...buckets.unread, ...others.unread] };
}
