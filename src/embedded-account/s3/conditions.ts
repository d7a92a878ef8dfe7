import { AwsError } from '../wire/aws-error';
import type { StoredObject } from './buckets';
import { notImplemented, type S3Request } from './request';

/** On what a writer makes a put depend. */
export interface Conditions {
  readonly ifNew: boolean;
  readonly ifMatch?: string;
}

/** @throws AwsError for conditions that the account does not have */
export function conditionsOf(headers: S3Request['headers']): Conditions {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch !== undefined && ifNoneMatch !== undefined) throw notImplemented('If-Match together with If-None-Match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match with an ETag');
  if (ifMatch === '*') throw notImplemented('If-Match with *');
  return { ifNew: ifNoneMatch !== undefined, ...(ifMatch !== undefined && { ifMatch }) };
}

/**
 * Holds a put against its conditions (S3 User Guide, conditional writes; S3 API Reference, PutObject).
 *
 * @param found the object when the put is done
 * @param stood the object when the put arrived: one that another call changed meanwhile is a conflict, whatever it is now
 */
export function checkConditions(
  { ifNew, ifMatch }: Conditions,
  found: StoredObject | undefined,
  stood: StoredObject | undefined,
): void {
  if (!ifNew && ifMatch === undefined) return;
  if (found !== stood) {
    const message = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
    throw new AwsError('ConditionalRequestConflict', message, 409);
  }
  if (ifMatch !== undefined && found === undefined) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  }
  if (ifNew ? found === undefined : plain(found?.etag) === plain(ifMatch)) return;
  throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}

const plain = (etag: string | undefined) => etag?.replace(/^"(.*)"$/, '$1');
