import type { User } from '../../../domain/identity/principal';
import { adminStatusOf, isAdminSince, isExpected, type AdminStatus, type Moments } from './admin-status';
import type { Decision, Freeing, Granting } from './decision';
import { BOUNDARY_CALLS, escapesDeny, freedUser } from './escape';
import type { Facts } from './facts';
import { changedAdminGroups, granteeOf, leavable, names, promotesItself, type CurrentAdminGroup } from './membership';
import { isOwnSession } from './own-session';
import type { Call, OtherCaller, UserCaller } from './parse';
import { isRead } from './read-only';
import type { Rules } from '../rules';
import { isSelfService } from './self-service';
import { afterCall, isDenied } from './standing-deny';
import { isAdminRole } from './voters';
import { isOnlyTold, isServiceLinkedRole } from './via-service';

/** The event alone does not decide: IAM has to say who the caller is. */
interface NeedsFacts {
  readonly kind: 'read';
  readonly caller: UserCaller;
}

/** What a verdict depends on beside the call and IAM. */
export interface Circumstances {
  readonly now: Date;
  /** When the call was first judged, where it has waited since. */
  readonly firstJudgedAt?: Date | undefined;
  /** Users revoked in the last ten minutes. */
  readonly recentRevocations: number;
  /** Whether history shows the call. @default a message told of it */
  readonly isShown?: boolean | undefined;
}

/** Judges a call by the event alone, where that is enough: such a call costs no call of IAM. */
export function decideByEvent(call: Call, rules: Rules): Decision | NeedsFacts {
  const { caller } = call;
  if (isRead(call) && !rules.readOnlyCalls) return { kind: 'leave', reason: 'read-only' };
  if (caller.kind === 'root') return { kind: 'tell', reason: 'root', ...freeingOf(call, rules) };
  if (isOwnSession(caller, rules)) return { kind: 'leave', reason: 'own-session' };
  // A session that may make admins may release as well.
  if (caller.kind === 'other')
    return { kind: 'leave', reason: 'other-identity', ...(mayRelease(caller, rules) && freeingOf(call, rules)) };
  if (call.failedWith && rules.failedCalls === 'ignore') return { kind: 'leave', reason: 'failed-call' };
  if (isSelfService(call, rules)) return { kind: 'leave', reason: 'self-service' };
  if (isServiceLinkedRole(call)) return { kind: 'leave', reason: 'service-linked-role' };
  return { kind: 'read', caller };
}

/** Judges a call by what IAM says of its caller. */
export function decide(call: Call, facts: Facts, rules: Rules, circumstances: Circumstances): Decision {
  const { user } = facts;
  const { now, firstJudgedAt = now, isShown } = circumstances;
  const moments = { madeAt: call.at, now, firstJudgedAt, isShown };
  if (user === undefined) return decideGone(call, facts, moments, rules);
  const exemption = rules.exempt.find(({ id }) => id === user.id);
  // An id cannot be forged: somebody renamed an exempt user, and that user must not be the one to suffer for it.
  if (exemption && exemption.arn !== user.arn) return { kind: 'tell', reason: 'exempt-renamed', user };
  if (exemption) return { kind: 'leave', reason: 'exempt', ...freeingOf(call, rules) };
  const status = statusOf(user.id, facts, moments, rules);
  if (status.kind === 'admin') return decideAdmin(call, user, facts, rules);
  return decideOther(call, facts, rules, circumstances, {
    user,
    status,
    isExpected: isExpected({ ...facts, userId: user.id }, moments),
  });
}

/** Nobody is left who could be denied; what the call did to others may have to be undone. */
function decideGone(call: Call, facts: Facts, moments: Moments, rules: Rules): Decision {
  const { caller } = call;
  const { freed } = freeingOf(call, rules);
  const isOutsider = caller.kind === 'user' && statusOf(caller.id, facts, moments, rules).kind === 'outsider';
  const freeing = freed === undefined ? {} : isOutsider ? { exposed: freed } : { freed };
  return { kind: 'tell', reason: 'gone', ...freeing };
}

function statusOf(userId: string, facts: Facts, moments: Moments, rules: Rules): AdminStatus {
  const isMember = rules.adminGroups.some(({ id }) => facts.groups.some((group) => group.id === id));
  return adminStatusOf({ ...facts, userId, isMember }, moments);
}

function decideAdmin(call: Call, user: User, { adminGroups }: Facts, rules: Rules): Decision {
  const hasPromoted = changedAdminGroups(call, adminGroups, rules).length > 0 && promotesItself(call, user);
  // It changes nothing, and the ledger that proves it could be forged: somebody has to know.
  if (hasPromoted) return { kind: 'tell', reason: 'admin-re-added', user };
  return { kind: 'leave', reason: 'admin', ...freeingOf(call, rules) };
}

/** A caller who is no admin, or of whom that is not known. */
interface Other {
  readonly user: User;
  readonly status: Exclude<AdminStatus, { readonly kind: 'admin' }>;
  /** Whether a message told of an admin who made the caller one. */
  readonly isExpected: boolean;
}

function decideOther(
  call: Call,
  facts: Facts,
  rules: Rules,
  { recentRevocations, now }: Circumstances,
  { user, status, isExpected }: Other,
): Decision {
  const changed = changedAdminGroups(call, facts.adminGroups, rules);
  const promoted = changed.length > 0 && promotesItself(call, user);
  const deny = afterCall(facts.deny, call, rules);
  const escaped = escapesDeny(call, user, rules) && !isFree(call, status, facts);
  const granting = grantingOf(call, user, changed, rules);

  if (isCovered(call, facts, now)) return { kind: 'leave', reason: 'released', user, deny, ...granting };
  // Nor is an incident opened for a deny that stands: somebody else may have put it on an admin.
  if (status.kind === 'admin-since') return held(user, status, isExpected);
  // A reading may lag behind the very call that took the deny away: such a call is never answered by a reading (THREATS T12).
  if (!promoted && !escaped) {
    if (isDenied(deny)) return { kind: 'leave', reason: 'already-revoked', user, deny, ...granting };
    if (call.failedWith && rules.failedCalls === 'notify') return { kind: 'tell', reason: 'failed-call', user };
    if (isOnlyTold(call, facts.adminGroups, rules)) return { kind: 'tell', reason: 'via-service', user };
  }
  // Who makes itself an admin has told of it itself, unless an admin has made it one before.
  if (status.kind !== 'outsider' && !escaped && (!promoted || isExpected)) return held(user, status, isExpected);
  if (!promoted && !escaped && recentRevocations >= rules.revocationsPer10Minutes) {
    return { kind: 'tell', reason: 'too-many-revocations', user, ...exposing(granting) };
  }
  const isTakenOut = promoted || (status.kind === 'outsider' && status.isIntruder);
  const joined = isTakenOut ? leavable(user, facts.groups, facts.adminGroups, changed) : [];
  return {
    ...{ kind: 'revoke', reason: promoted ? 'self-promotion' : 'unauthorized', user, deny, joined },
    ...(escaped && { escaped }),
    // A membership that is taken back needs nobody's attention.
    ...(joined.length === 0 ? granting : exposing(granting)),
  };
}

/** Whether somebody who may yet turn out an admin has no deny to escape from: she set her own boundary, say. */
function isFree(call: Call, status: AdminStatus, { incident }: Facts): boolean {
  const isOpen = incident === 'unread' || (incident !== undefined && incident.closedAt === undefined);
  return status.kind !== 'outsider' && !isOpen && BOUNDARY_CALLS.includes(call.eventName);
}

/**
 * Whether a person has released the caller since it made the call, which came late, or made it an admin, which says as much.
 * CloudTrail cuts times to seconds.
 */
function isCovered({ at }: Call, facts: Facts, now: Date): boolean {
  if (isAdminSince(facts, at)) return true;
  const { incident } = facts;
  if (incident === undefined || incident === 'unread' || incident.closedAt === undefined) return false;
  return incident.closedAt <= now && at.getTime() + 1_000 <= incident.closedAt.getTime();
}

function held(
  user: User,
  status: Exclude<AdminStatus, { readonly kind: 'admin' | 'outsider' }>,
  isExpected: boolean,
): Decision {
  if (status.kind === 'newcomer') return { kind: 'hold', reason: 'newcomer', user, isExpected };
  if (status.kind === 'admin-since') return { kind: 'hold', reason: 'made-admin-since', user, isExpected: false };
  return { kind: 'hold', reason: 'admin-unproven', user, isExpected, why: status.why };
}

function grantingOf(call: Call, user: User, changed: readonly CurrentAdminGroup[], rules: Rules): Granting {
  const granted = granteeOf(call, user, changed);
  const freed = freedUser(call, rules);
  return {
    ...(granted !== undefined && { granted }),
    ...(freed !== undefined && !names(call, user) && { exposed: freed }),
  };
}

const exposing = ({ exposed }: Granting): Granting => (exposed === undefined ? {} : { exposed });

const mayRelease = ({ role }: OtherCaller, rules: Rules) => role !== undefined && isAdminRole(role, rules);

function freeingOf(call: Call, rules: Rules): Freeing {
  const freed = freedUser(call, rules);
  return freed === undefined ? {} : { freed };
}
