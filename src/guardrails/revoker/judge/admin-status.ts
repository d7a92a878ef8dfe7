import type { SeenAdds } from '../../../domain/admin-roster/hints';
import { settledStays, type CountedStay } from '../../../domain/admin-roster/roster';
import { wasIn, type Stay } from '../../../domain/admin-roster/stays';
import { LATE_MS, type Unsettled } from '../../../domain/admin-roster/watched';

type Counted = Stay & Pick<CountedStay, 'isAccepted' | 'votes'>;

/** What the revoker remembers of a caller as an admin. */
export type Remembered =
  /** Nobody has looked yet, or the ledger could not be read. */
  | {
      readonly kind: 'unknown';
      readonly why: string;
      /** Whether the roster cannot be read, and a plan found the caller in an admin group. */
      readonly isSeeded: boolean;
    }
  | {
      readonly kind: 'known';
      /** The caller's times as an admin, by CloudTrail's history. */
      readonly counted: readonly Counted[];
      /** What history does not explain of the caller's membership. */
      readonly unsettled: readonly Unsettled['kind'][];
      /** Until when there was history at the last look. */
      readonly readAt: Date;
      /** Until when no call can change it any more that history does not show yet. */
      readonly settledAt: Date;
    };

/** What tells whether a caller was an admin at the time of its call. */
export interface AdminFacts {
  readonly userId: string;
  /** Whether IAM shows the caller in an admin group now. */
  readonly isMember: boolean;
  readonly remembered: Remembered;
  readonly added: SeenAdds;
}

/** When a call was made, and how long it has been known. */
export interface Moments {
  readonly madeAt: Date;
  readonly now: Date;
  /** When it was first judged; now, unless it has waited. */
  readonly firstJudgedAt: Date;
  /** Whether history shows the call. @default a message told of it, which may have been forged */
  readonly isShown?: boolean | undefined;
}

export type AdminStatus =
  | { readonly kind: 'admin' }
  /** In an admin group, and history has not had the time yet to say why. */
  | { readonly kind: 'newcomer' }
  /** In an admin group, and nobody can tell why: there is no roster, or history has not been read for a while. */
  | { readonly kind: 'unproven'; readonly why: string }
  /** No admin when the call was made, and one since: not yet is it sure that both are true. */
  | { readonly kind: 'admin-since' }
  /** @property isIntruder whether history says that somebody who may not put the caller into the group it is in */
  | { readonly kind: 'outsider'; readonly isIntruder: boolean };

/** Events of the call that made somebody an admin come in any order, and most within seconds. */
const SHUFFLED_MS = 3 * 60_000;

/** Three looks. Without them history proves nothing against anybody. */
const BEHIND_MS = 15 * 60_000;

/** What a message told longer ago, history knows by now. */
const RECENT_MS = 3_600_000;

/**
 * Says whether a caller was an admin when it made its call.
 *
 * History alone makes an admin, and unmakes one; what IAM shows is what the very calls that are judged have made of it
 * (THREATS R2). It lags by a quarter of an hour at most. Until then a member whom it does not know yet is left alone:
 * where a message told of an admin who added it, until history must know of that, and else for as long as such a message
 * may be late. Neither lasts longer for messages that come after the call was first judged.
 */
export function adminStatusOf(facts: AdminFacts, moments: Moments): AdminStatus {
  const { userId, isMember, remembered } = facts;
  if (remembered.kind === 'unknown') return statusUnread(remembered, isMember);
  const { counted, unsettled, readAt } = remembered;
  const standing = standingOf(userId, remembered, moments);
  if (standing === 'admin') return { kind: 'admin' };
  if (standing === 'unsettled') return isBehind(readAt, moments) ? unproven(readAt) : { kind: 'newcomer' };
  // One who was made an admin after the call was none when it was made.
  const since = counted.filter(({ from }) => from > moments.madeAt.getTime());
  if (since.length > 0) return isSinceInDoubt(since, remembered, moments) ? { kind: 'admin-since' } : OUTSIDER;
  if (!isMember && !isExpected(facts, moments)) return OUTSIDER;
  if (unsettled.includes('intruder')) return { kind: 'outsider', isIntruder: true };
  // Whom the names do not fit is none: who moved names must not gain by it. A person may say that it was meant.
  if (unsettled.includes('unclear')) return OUTSIDER;
  // Of an add that a message told of nobody has to wait for history.
  if (isRecent(facts.added.byOther, moments) && !isExpected(facts, moments)) return OUTSIDER;
  if (isBehind(readAt, moments)) return unproven(readAt);
  return isAwaited(facts, readAt, moments) ? { kind: 'newcomer' } : OUTSIDER;
}

/**
 * Without a roster: whom a plan found in the group, and who is in it, is left alone. One of them alone proves nothing: an
 * admin may have taken the user out of the group since, or somebody else, or put in the members of now.
 */
function statusUnread(
  { why, isSeeded }: Extract<Remembered, { readonly kind: 'unknown' }>,
  isMember: boolean,
): AdminStatus {
  if (isSeeded && isMember) return { kind: 'admin' };
  return isSeeded || isMember ? { kind: 'unproven', why } : OUTSIDER;
}

const OUTSIDER = { kind: 'outsider', isIntruder: false } as const;

/**
 * Whether the caller was an admin, as far as history tells.
 *
 * It is `unsettled` while a renaming that history does not show yet may make another of whom an admin meant: then nobody is
 * left alone for it, and nobody is denied.
 */
function standingOf(
  userId: string,
  { counted, settledAt }: Extract<Remembered, { readonly kind: 'known' }>,
  { madeAt }: Moments,
): 'admin' | 'unsettled' | 'none' {
  const isAdmin = wasIn(counted, userId, madeAt);
  const isSettled = wasIn(settledStays(counted, settledAt), userId, madeAt);
  if (isAdmin) return isSettled ? 'admin' : 'unsettled';
  return isSettled ? 'unsettled' : 'none';
}

/**
 * Whether the caller has been made an admin since its call, by somebody who may release, and so long ago that history is
 * sure of it. A call of before comes late then, or was dated back by whoever forged its message.
 */
export function isAdminSince({ remembered }: Pick<AdminFacts, 'remembered'>, madeAt: Date): boolean {
  if (remembered.kind === 'unknown') return false;
  return settledStays(remembered.counted, remembered.settledAt).some(
    ({ votes, from, until }) => votes && until === undefined && from > madeAt.getTime(),
  );
}

/**
 * Whether nobody may deny somebody yet who has been made an admin since its call. A message with a time of long ago would else
 * deny any admin who was one: history has to show the call, and has to be sure of whom an admin meant.
 */
function isSinceInDoubt(
  since: readonly Counted[],
  { settledAt }: Extract<Remembered, { readonly kind: 'known' }>,
  { isShown = false }: Moments,
): boolean {
  const open = since.filter(({ until }) => until === undefined);
  return open.length > 0 && !(isShown && settledStays(open, settledAt).length === open.length);
}

const isBehind = (readAt: Date, { now }: Moments) => now.getTime() - readAt.getTime() > BEHIND_MS;

const unproven = (readAt: Date): AdminStatus => ({
  kind: 'unproven',
  why: `the event history was last read at ${readAt.toISOString()}`,
});

/** Whether a message, or history, told of somebody who may, and who put the caller into an admin group. */
export function isExpected(facts: Omit<AdminFacts, 'isMember'>, moments: Moments): boolean {
  const { userId, added, remembered } = facts;
  if (isRecent(added.byAdmin, moments)) return true;
  return remembered.kind === 'known' && standingOf(userId, remembered, moments) === 'unsettled';
}

/** Whether something may still explain why the caller is in an admin group. */
function isAwaited({ added }: AdminFacts, readAt: Date, moments: Moments): boolean {
  const { firstJudgedAt, now } = moments;
  const { byAdmin } = added;
  if (byAdmin !== undefined && isRecent(byAdmin, moments)) {
    // What the message told of was before it.
    return readAt.getTime() - Math.min(byAdmin.getTime(), firstJudgedAt.getTime()) < LATE_MS;
  }
  return now.getTime() - firstJudgedAt.getTime() < SHUFFLED_MS;
}

const isRecent = (seenAt: Date | undefined, { firstJudgedAt }: Moments) =>
  seenAt !== undefined && firstJudgedAt.getTime() - seenAt.getTime() < RECENT_MS;
