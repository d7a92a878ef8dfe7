import type { MembershipChange } from './folded';
import type { AdminRoster } from './roster';
import type { Standing, Stood } from './standing';

/** Somebody whose standing history does not explain, and since when it was seen. */
export interface Unsettled extends Omit<Stood, 'standing'> {
  readonly kind: Exclude<Standing['kind'], 'admin'>;
  readonly since: Date;
}

/**
 * What is remembered from one look at the admins to the next: who counted, and who was in the groups, as far as that look
 * could tell. What came after `asOf` may change yet, for events come late; the next look folds it again.
 */
export interface WatchedRoster extends AdminRoster {
  /** When history was last read whole. */
  readonly readAt: Date;
  /** Ids of the events since then that people were told of. */
  readonly told: readonly string[];
  readonly unsettled: readonly Unsettled[];
  /** Ids of the admin groups that it knows from their beginning. */
  readonly begun: readonly string[];
}

/** CloudTrail's history shows an event after a quarter of an hour at the latest; until then nobody is unsettled. */
export const LATE_MS = 20 * 60_000;

/** Events may still come that long after. */
const SETTLED_MS = 30 * 60_000;

/**
 * Until when a roster can be kept as it is: what came later is folded again.
 *
 * @param readUntil what history was read until
 * @param unsureFrom milliseconds; the first call of which it is not sure whom it was about
 */
export function settledUntil(
  before: Pick<AdminRoster, 'asOf'>,
  now: Date,
  readUntil = now,
  unsureFrom = Infinity,
): Date {
  const settled = Math.min(now.getTime() - SETTLED_MS, readUntil.getTime(), unsureFrom);
  return new Date(Math.max(before.asOf.getTime(), beforeSecondOf(new Date(settled)).getTime()));
}

/**
 * The last moment before the second of a time.
 *
 * CloudTrail cuts its times to whole seconds, so a call of this second may be dated before the time itself.
 */
export const beforeSecondOf = (time: Date): Date => new Date(Math.floor(time.getTime() / 1_000) * 1_000 - 1);

/**
 * Who is not what history says, with the time at which that was first seen.
 *
 * How somebody got into a group history says for half an hour, and it stays true for as long as the user is in it and no
 * call explains it better: a person must not be asked to accept whom somebody put there who may not.
 */
export function unsettledIn(stood: readonly Stood[], before: readonly Unsettled[], now: Date): readonly Unsettled[] {
  return stood.flatMap(({ userId, groupId, standing }) => {
    if (standing.kind === 'admin') return [];
    const known = before.filter((one) => one.userId === userId && one.groupId === groupId);
    const said = standing.kind === 'unexplained' ? known.find(({ kind }) => SAID.includes(kind)) : undefined;
    const { kind } = said ?? standing;
    const since = known.find((one) => one.kind === kind)?.since ?? now;
    return [{ userId, groupId, kind, since }];
  });
}

/** What history has said of a member. */
const SAID: readonly Unsettled['kind'][] = ['intruder', 'unclear'];

/** From when on no event that is under way explains it. */
export const overdueFrom = ({ since }: Unsettled): Date => new Date(since.getTime() + LATE_MS);

/** Whether people are to be told: no event that is under way explains it. */
export const isOverdue = (one: Unsettled, now: Date): boolean => now >= overdueFrom(one);

/** The changes that people were not told of yet. */
export function untold(changes: readonly MembershipChange[], told: readonly string[]): readonly MembershipChange[] {
  return changes.filter(({ call }) => !told.includes(call.eventId));
}
