import type { S3Client } from '@aws-sdk/client-s3';
import { copiesIn } from '../../aws/copies/copies';
import { newestKey } from '../../aws/copies/newest-copy';
import { evidenceStore } from '../../aws/evidence-store';
import { copiesNamed, type NamedIn, type PrincipalCopy } from '../../domain/deletion/copy';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { namesOf } from '../../foundation/names';
import { RestorationError } from './error';

/** A copy, and where it is. */
export interface FoundCopy {
  readonly copy: PrincipalCopy;
  /** Such as `s3://bucket/key`. */
  readonly address: string;
}

/**
 * Finds the copy of a principal that a deployment has kept.
 *
 * Whoever could write what is found here would choose whom the caller makes, and with which rights. So the bucket is that
 * of the deployment's own name and account, and the copy has to be of the principal that was asked for.
 *
 * @param chosen key of the copy. Absent: the newest
 * @throws RestorationError where there is none, or it is of somebody else
 */
export async function copyOf(
  s3: S3Client,
  deployment: DeployedParts,
  whom: NamedIn,
  chosen: string | undefined,
): Promise<FoundCopy> {
  const { evidenceBucket: bucket } = namesOf({ ...deployment, partition: 'aws' });
  const prefix = copiesNamed(whom);
  if (chosen !== undefined && !chosen.startsWith(prefix)) {
    throw new RestorationError(
      `--copy ${chosen} is no copy of ${whom.kind} ${whom.name}: their keys begin with ${prefix}`,
    );
  }
  const key = chosen ?? (await newestKey(s3, bucket, prefix, whom.accountId));
  if (key === undefined) {
    throw new RestorationError(`there is no copy of ${whom.kind} ${whom.name}: s3://${bucket}/${prefix} is empty`);
  }
  const copy = await copiesIn(evidenceStore(s3, bucket, whom.accountId)).find(key);
  const address = `s3://${bucket}/${key}`;
  if (copy === undefined) throw new RestorationError(`there is no ${address}`);
  const { kind, name, accountId } = copy.principal;
  if (kind === whom.kind && name === whom.name && accountId === whom.accountId) return { copy, address };
  throw new RestorationError(`${address} is a copy of ${kind} ${name} in ${accountId}, and not of whom it says`);
}
