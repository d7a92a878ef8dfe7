import { AwsError, limitExceeded, validationError } from '../../wire/aws-error';
import type { Params } from '../../wire/query-protocol';

const MOST_TAGS = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** Somebody who carries tags. */
export interface Tagged {
  readonly tags: Map<string, string>;
}

export const tagsOf = ({ tags }: Tagged) => [...tags].map(([Key, Value]) => ({ Key, Value }));

/**
 * Sets tags as IAM does: all of them or none, and a key in other letters is the same key.
 *
 * @throws AwsError for characters, lengths and numbers IAM refuses
 */
export function setTags({ tags }: Tagged, added: readonly { Key: string; Value: string }[]): void {
  if (added.length > MOST_TAGS) throw tooLong('tags');
  for (const { Key, Value } of added) refuseBadTag(Key, Value);
  if (new Set(added.map(({ Key }) => Key.toLowerCase())).size < added.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const isNew = ({ Key }: { Key: string }) => sameKey(tags, Key) === undefined;
  if (tags.size + added.filter(isNew).length > MOST_TAGS) {
    throw limitExceeded(`The number of tags has reached the maximum limit: ${MOST_TAGS}.`);
  }
  for (const { Key, Value } of added) {
    tags.delete(sameKey(tags, Key) ?? Key);
    tags.set(Key, Value);
  }
}

/** A key that is not there is passed over, as IAM does. */
export function removeTags({ tags }: Tagged, params: Params): void {
  const keys = params.list('TagKeys').filter((key) => typeof key === 'string');
  if (keys.length > MOST_TAGS) throw tooLong('tagKeys');
  for (const key of keys) tags.delete(sameKey(tags, key) ?? key);
}

const sameKey = (tags: ReadonlyMap<string, string>, wanted: string) =>
  [...tags.keys()].find((key) => key.toLowerCase() === wanted.toLowerCase());

function refuseBadTag(key: string, value: string): void {
  if (!KEY.test(key)) throw validationError(`Invalid tag key ${key}`);
  if (!VALUE.test(value)) throw validationError(`Invalid tag value ${value}`);
  if (/^aws:/i.test(key)) throw invalidInput('aws: prefixed tag key names are not allowed for external use.');
}

const invalidInput = (message: string) => new AwsError('InvalidInput', message, 400);
const tooLong = (field: string) =>
  validationError(
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${MOST_TAGS}`,
  );
