import { resourcePace } from '../audit/pace/resource-pace';
import { isThrottled } from '../aws/clients/error-kinds';
import { evidenceStore, readObject, type EvidenceStore } from '../aws/evidence-store';
import { accountPolicies, type AccountReading } from '../aws/resource-policies/account';
import type { ResourcePolicies } from '../aws/resource-policies/policies';
import { systemClock } from '../aws/system-clock';
import type { OwnPolicies } from '../domain/policy/own-policies';
import { anyRegionS3, everyBucketS3, s3 } from './clients';
import { ENV } from './contract';
import { requireEnv } from './environment';
import type { Place } from './place';

/** Where the audits keep what they found. */
export const evidence = (at: Place): EvidenceStore => evidenceStore(s3(at), requireEnv(ENV.evidenceBucket));

/** {@link evidence}; undefined where no audit is deployed. */
export const evidenceIfAny = (at: Place): EvidenceStore | undefined =>
  requireEnv(ENV.evidenceBucket) === '' ? undefined : evidence(at);

/** Reads an object of a bucket in any Region. */
export const objectText = (at: Place) => (bucket: string, key: string) => readObject(anyRegionS3(at), bucket, key);

/** Policies of the account's resources. */
export const resourcePolicies = (
  at: Place,
  own: OwnPolicies,
  reading: AccountReading['reading'],
): Promise<ResourcePolicies> =>
  accountPolicies(everyBucketS3(at), own, { reading, paced: resourcePace(systemClock, isThrottled).run });
