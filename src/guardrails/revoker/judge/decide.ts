import type { Group, User } from '../../../domain/identity/principal';
import { escapesDeny, freedUser } from './escape';
import {
  changedAdminGroups,
  granteeOf,
  leavable,
  promotesItself,
  type CurrentAdminGroup,
  type Grantee,
} from './membership';
import type { Call, UserCaller } from './parse';
import { isRead } from './read-only';
import type { Rules } from '../rules';
import { isSelfService } from './self-service';
import { afterCall, isDenied, type StandingDeny } from './standing-deny';
import { isOnlyTold, isServiceLinkedRole } from './via-service';

/** Since when earlier looks found the caller to be an admin; looked up only for calls that change groups. */
export type Sighting =
  /** Nobody has looked yet, or the ledger could not be read. */
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'seen'; readonly since: Date }
  | { readonly kind: 'never-seen' };

/** What IAM and the ledger say about a caller when the call is judged. */
export interface Facts {
  /** The user with the caller's id, whatever its name is by now; absent when the id is gone. */
  readonly user?: User;
  readonly groups: readonly Group[];
  /** Each exists and has members, or the facts could not have been gathered. */
  readonly adminGroups: readonly CurrentAdminGroup[];
  readonly deny: StandingDeny;
  readonly sighting: Sighting;
}

/** What the guardrail will do about a call, and why. */
export type Decision =
  | ({ readonly kind: 'leave'; readonly reason: LeaveReason } & Freeing)
  /** Nothing to do in IAM; an earlier attempt may have died before people were told. */
  | ({
      readonly kind: 'leave';
      readonly reason: 'already-revoked';
      readonly user: User;
      readonly deny: StandingDeny;
    } & Granting)
  /** Nobody is touched, and people are told. */
  | ({ readonly kind: 'tell'; readonly reason: TellReason; readonly user?: User } & Freeing)
  /** Nobody is touched, people are told, and the event is tried again until it is a dead letter. */
  | { readonly kind: 'undecidable'; readonly reason: 'admin-group'; readonly why: string }
  | ({
      readonly kind: 'revoke';
      readonly reason: RevokeReason;
      readonly user: User;
      readonly deny: StandingDeny;
      /** Admin groups that the caller put itself into; never one that would be left empty. */
      readonly joined: readonly Group[];
      /** Whether this very call took away what the guard had put on its caller, where it had. */
      readonly escaped?: true;
    } & Granting);

/** What somebody who may call IAM did to the guard. */
interface Freeing {
  /** Name of the user whose deny the call removes. Whether one stood is looked up when the incident is recorded. */
  readonly freed?: string;
}

/** What somebody who may not call IAM did, and the guard does not undo. */
interface Granting {
  /** The user that the call made an admin. */
  readonly granted?: Grantee;
}

export type LeaveReason =
  'read-only' | 'other-identity' | 'admin' | 'exempt' | 'self-service' | 'service-linked-role' | 'failed-call';

export type TellReason =
  | 'root'
  | 'gone'
  | 'exempt-renamed'
  | 'failed-call'
  | 'via-service'
  | 'admin-re-added'
  | 'admin-unproven'
  | 'too-many-revocations';

export type RevokeReason = 'unauthorized' | 'self-promotion';

/** The event alone does not decide: IAM has to say who the caller is. */
export interface NeedsFacts {
  readonly kind: 'read';
  readonly caller: UserCaller;
}

/** What a verdict depends on beside the call and IAM. */
export interface Circumstances {
  readonly now: Date;
  /** Users revoked in the last ten minutes. */
  readonly recentRevocations: number;
}

/** A membership seen for less than this before the call may be the effect of a call that was not judged yet. */
const PROOF_MS = 120_000;

/** An event this late proves nothing about who was an admin then; somebody may have kept or forged it. */
const LATE_MS = 3_600_000;

/** Judges a call by the event alone, where that is enough: such a call costs no call of IAM. */
export function decideByEvent(call: Call, rules: Rules): Decision | NeedsFacts {
  const { caller } = call;
  if (isRead(call) && !rules.readOnlyCalls) return { kind: 'leave', reason: 'read-only' };
  if (caller.kind === 'root') return { kind: 'tell', reason: 'root', ...freeingOf(call, rules) };
  if (caller.kind === 'other') return { kind: 'leave', reason: 'other-identity' };
  if (call.failedWith && rules.failedCalls === 'ignore') return { kind: 'leave', reason: 'failed-call' };
  if (isSelfService(call, rules)) return { kind: 'leave', reason: 'self-service' };
  if (isServiceLinkedRole(call)) return { kind: 'leave', reason: 'service-linked-role' };
  return { kind: 'read', caller };
}

/** Judges a call by what IAM says of its caller. */
export function decide(call: Call, facts: Facts, rules: Rules, circumstances: Circumstances): Decision {
  const { user } = facts;
  if (user === undefined) return { kind: 'tell', reason: 'gone' };
  const exemption = rules.exempt.find(({ id }) => id === user.id);
  // An id cannot be forged: somebody renamed an exempt user, and that user must not be the one to suffer for it.
  if (exemption && exemption.arn !== user.arn) return { kind: 'tell', reason: 'exempt-renamed', user };
  if (exemption) return { kind: 'leave', reason: 'exempt', ...freeingOf(call, rules) };
  return (
    decideAdmin(call, facts, rules, circumstances.now, user) ?? decideOther(call, facts, rules, circumstances, user)
  );
}

/** Judges a member of an admin group; undefined where the membership does not count, or is none. */
function decideAdmin(call: Call, facts: Facts, rules: Rules, now: Date, user: User): Decision | undefined {
  const memberships = facts.adminGroups.filter((group) => facts.groups.some(({ id }) => id === group.id));
  if (memberships.length === 0) return undefined;
  const admin: Decision = { kind: 'leave', reason: 'admin', ...freeingOf(call, rules) };
  if (changedAdminGroups(call, facts.adminGroups, rules).length === 0) return admin;

  // Who changes an admin group may have made itself a member by this or another call that is not judged yet.
  const promoting = promotesItself(call, user);
  const { sighting } = facts;
  if (sighting.kind === 'seen' && sighting.since.getTime() + PROOF_MS <= call.at.getTime()) {
    return promoting ? { kind: 'tell', reason: 'admin-re-added', user } : admin;
  }
  const late = now.getTime() - call.at.getTime() > LATE_MS;
  if (late || (sighting.kind === 'unknown' && !promoting)) return { kind: 'tell', reason: 'admin-unproven', user };
  return undefined;
}

function decideOther(
  call: Call,
  facts: Facts,
  rules: Rules,
  { recentRevocations }: Circumstances,
  user: User,
): Decision {
  const changed = changedAdminGroups(call, facts.adminGroups, rules);
  const promoted = changed.length > 0 && promotesItself(call, user);
  const deny = afterCall(facts.deny, call, rules);
  const escaped = escapesDeny(call, user, rules);
  const grantee = granteeOf(call, user, changed);
  const granting: Granting = grantee === undefined ? {} : { granted: grantee };

  // A reading may lag behind the very call that took the deny away: such a call is never answered by a reading (THREATS T12).
  if (!promoted && !escaped) {
    if (isDenied(deny)) return { kind: 'leave', reason: 'already-revoked', user, deny, ...granting };
    if (call.failedWith && rules.failedCalls === 'notify') return { kind: 'tell', reason: 'failed-call', user };
    if (isOnlyTold(call, facts.adminGroups, rules)) return { kind: 'tell', reason: 'via-service', user };
    if (recentRevocations >= rules.revocationsPer10Minutes) {
      return { kind: 'tell', reason: 'too-many-revocations', user };
    }
  }
  const joined = promoted ? leavable(user, facts.groups, facts.adminGroups, changed) : [];
  return {
    ...{ kind: 'revoke', reason: promoted ? 'self-promotion' : 'unauthorized', user, deny, joined },
    ...(escaped && { escaped }),
    // A membership that is taken back needs nobody's attention.
    ...(joined.length === 0 && granting),
  };
}

function freeingOf(call: Call, rules: Rules): Freeing {
  const freed = freedUser(call, rules);
  return freed === undefined ? {} : { freed };
}
