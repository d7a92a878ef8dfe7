import type { TagsSet } from '../change/change';
import { globMatches } from '../policy/glob';
import type { Principal } from '../identity/principal';

/** The project's tags of a principal as they were before a run first wrote them, as the ledger remembers them. */
export interface TagEntry {
  readonly principal: Principal;
  /** Tags with the project's keys; none where there was none. */
  readonly before: Readonly<Record<string, string>>;
  /** The run that wrote first. */
  readonly runId: string;
  /** Start of that run. */
  readonly openedAt: Date;
  readonly closedAt?: Date;
}

/** Id of the entry: a principal has one, which is opened again after a release. */
export const TAG_ENTRY = 'tags';

type Tags = Readonly<Record<string, string>>;

/**
 * What was done to tags since they were remembered, as one change.
 *
 * @param now tags with the project's keys as they stand
 * @returns undefined where they are as before
 */
export function tagsSince(principal: Principal, before: Tags, now: Tags): TagsSet | undefined {
  const set = without(now, (key, value) => before[key] === value);
  const removed = Object.keys(before).filter((key) => !has(now, key));
  if (Object.keys(set).length === 0 && removed.length === 0) return undefined;
  const touched = [...Object.keys(set), ...removed];
  return { kind: 'tags-set', principal, set, removed, before: without(before, (key) => !includes(touched, key)) };
}

/**
 * What is left of a change of tags: a later run, or somebody else, may have written since.
 *
 * @param now tags with the project's keys as they stand
 * @returns undefined where nothing is
 */
export function tagsStillSet({ before, ...change }: TagsSet, now: Tags): TagsSet | undefined {
  const set = without(change.set, (key, value) => now[key] !== value);
  const removed = change.removed.filter((key) => !has(now, key));
  if (Object.keys(set).length === 0 && removed.length === 0) return undefined;
  const touched = [...Object.keys(set), ...removed];
  return { ...change, set, removed, before: without(before, (key) => !includes(touched, key)) };
}

/** Tags whose keys match a pattern of the project's; IAM ignores case in keys. */
export function ownTagsOf(tags: Tags, patterns: readonly string[]): Tags {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  return without(tags, (key) => !lower.some((pattern) => globMatches(pattern, key.toLowerCase())));
}

const includes = (keys: readonly string[], wanted: string) =>
  keys.some((key) => key.toLowerCase() === wanted.toLowerCase());

const has = (tags: Tags, key: string) => includes(Object.keys(tags), key);

const without = (tags: Tags, isOut: (key: string, value: string) => boolean): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key, value]) => !isOut(key, value)));
