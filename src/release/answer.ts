import type { UnreadableEntry } from '../domain/ledger/unreadable-entry';
import type { ReleaseRequest } from './parse';
import type { Job, Released } from './releaser';
import type { Done } from './work';

/** What the person on call is answered. */
export interface Answer {
  readonly released: readonly Released[];
  /** Policies that nobody used any more. Absent: none. */
  readonly deleted?: readonly string[];
  /** How many are left; absent where nothing is. */
  readonly left?: number;
  readonly next?: string;
}

/** What a person is answered who vouched for somebody. */
export interface AcceptAnswer {
  readonly accepted: object;
}

/**
 * Says what was done.
 *
 * @param deleted undefined where the time was over before all that may go was looked for
 * @throws Error naming everybody who was not released, and why
 */
export function answerOf(
  { outcomes, failures, left }: Done,
  deleted: readonly string[] | undefined,
  unread: readonly string[],
): Answer {
  const released = outcomes.map((one) => one.released);
  const all = [...failures, ...unread];
  if (all.length > 0) throw new Error(`${released.length} released, ${all.length} not: ${all.join('; ')}`);
  const isUnfinished = left > 0 || deleted === undefined;
  return {
    released,
    ...(deleted !== undefined && deleted.length > 0 && { deleted }),
    ...(isUnfinished && { left, next: 'the time is up: invoke again with the same payload' }),
  };
}

/**
 * Entries of the ledger that nobody can read, as failures: whoever they are about may not have been found.
 *
 * Where one principal is released, entries about others are none of its.
 */
export function unreadOf(
  request: ReleaseRequest,
  jobs: readonly Job[],
  entries: Iterable<UnreadableEntry>,
): readonly string[] {
  const ids = new Set(jobs.map(({ id }) => id));
  const lines = [...entries].flatMap(({ pk, sk, why }) => {
    const isAsked = request.kind !== 'principal' || ids.has(pk.slice(pk.indexOf('#') + 1));
    return isAsked ? [`entry ${pk} ${sk} of the ledger cannot be read: ${why}`] : [];
  });
  return [...new Set(lines)];
}
