import { sameName, type Group, type User } from '../../domain/principal';
import type { Call, UserCaller } from './parse';
import type { Rules } from './rules';

/** What IAM and the ledger say about a caller when the call is judged. */
export interface Facts {
  /** The user with the caller's id, whatever its name is by now; absent when the id is gone. */
  readonly user?: User;
  readonly groups: readonly Group[];
  /** Admin groups by their pinned id; each exists and has members, or the facts could not have been gathered. */
  readonly adminGroups: readonly Group[];
  readonly deny: StandingDeny;
  /** When earlier readings found the caller to be an admin; read only where a call adds its caller to a group. */
  readonly seenAsAdminAt: readonly Date[];
  /** Why the ledger could not be read. */
  readonly ledgerError?: string;
}

/** What stands against the caller already, judged by content and not by name (THREATS R3). */
export interface StandingDeny {
  /** Whether the managed deny is attached. */
  readonly attached: boolean;
  /** Whether the managed deny still says what this project wrote. */
  readonly policy: 'intact' | 'altered' | 'missing';
  /** Inline policy with the guard's name; another's text is kept, to be recorded before it is replaced. */
  readonly inline: 'absent' | 'intact' | { readonly altered: string };
  /** Whether the guard's boundary stands and says what this project wrote. */
  readonly boundary: boolean;
}

/** What the guardrail will do about a call, and why. */
export type Decision =
  | { readonly kind: 'leave'; readonly reason: LeaveReason }
  /** Nothing to do in IAM; an earlier attempt may have died before people were told. */
  | { readonly kind: 'leave'; readonly reason: 'already-revoked'; readonly user: User; readonly deny: StandingDeny }
  /** Nobody is touched, and people are told. */
  | { readonly kind: 'tell'; readonly reason: TellReason; readonly user?: User }
  | {
      readonly kind: 'revoke';
      readonly reason: RevokeReason;
      readonly user: User;
      readonly deny: StandingDeny;
      /** Admin groups the caller put itself into by this very call. */
      readonly joined: readonly Group[];
    };

export type LeaveReason =
  'other-identity' | 'admin' | 'exempt' | 'self-service' | 'service-linked-role' | 'failed-call';

export type TellReason = 'root' | 'gone' | 'failed-call' | 'admin-re-added' | 'too-many-revocations';

export type RevokeReason = 'unauthorized' | 'self-promotion';

/** Only IAM can tell. */
export interface Unread {
  readonly kind: 'read';
  readonly caller: UserCaller;
}

/** Judges a call by the event alone, where that is enough: such a call costs no call of IAM. */
export function decideUnread(call: Call, rules: Rules): Decision | Unread {
  const { caller } = call;
  if (caller.kind === 'root') return { kind: 'tell', reason: 'root' };
  if (caller.kind === 'other') return { kind: 'leave', reason: 'other-identity' };
  if (call.failedWith && rules.failedCalls === 'ignore') return { kind: 'leave', reason: 'failed-call' };
  if (isSelfService(call, rules)) return { kind: 'leave', reason: 'self-service' };
  if (isServiceLinkedRole(call)) return { kind: 'leave', reason: 'service-linked-role' };
  return { kind: 'read', caller };
}

/**
 * Judges a call by what IAM says of its caller.
 *
 * @param recentRevocations users revoked in the last ten minutes
 */
export function decide(call: Call, facts: Facts, rules: Rules, recentRevocations: number): Decision {
  const { user, deny } = facts;
  if (user === undefined) return { kind: 'tell', reason: 'gone' };
  if (rules.exempt.some(({ arn, id }) => arn === user.arn && id === user.id))
    return { kind: 'leave', reason: 'exempt' };

  const memberships = facts.groups.filter(({ id }) => facts.adminGroups.some((group) => group.id === id));
  const joined = memberships.filter((group) => isGrantedBy(call, group, facts.groups));
  if (memberships.length > joined.length) return { kind: 'leave', reason: 'admin' };
  const promoted = joined.length > 0;
  if (promoted && facts.seenAsAdminAt.some((seen) => seen < call.at))
    return { kind: 'tell', reason: 'admin-re-added', user };

  // A reading may lag behind the very call that took the deny away: such a call is never answered by a reading (THREATS T12).
  const escapes = promoted || removesDeny(call, rules);
  if (!escapes && isDenied(deny)) return { kind: 'leave', reason: 'already-revoked', user, deny };
  if (!escapes && call.failedWith && rules.failedCalls === 'notify')
    return { kind: 'tell', reason: 'failed-call', user };
  if (!escapes && recentRevocations >= rules.revocationsPer10Minutes) {
    return { kind: 'tell', reason: 'too-many-revocations', user };
  }
  return { kind: 'revoke', reason: promoted ? 'self-promotion' : 'unauthorized', user, deny, joined };
}

/**
 * Whether the call took away what the guard had put on its caller, or changed the deny itself.
 *
 * Such a call is answered by a new deny whatever a reading says, and is told as an escalation.
 */
export function removesDeny(call: Call, rules: Rules): boolean {
  const { policyArn } = call.parameters ?? {};
  const rewrites = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy'].includes(call.eventName);
  if (rewrites && !call.failedWith) return policyArn === rules.denyPolicyArn || policyArn === rules.boundaryPolicyArn;
  return freedUser(call, rules) !== undefined && namesCaller(call);
}

/** Name of the user that a call freed of a deny of the guard: an escape by its own hand, a release by an admin's. */
export function freedUser({ eventName, failedWith, parameters = {} }: Call, rules: Rules): string | undefined {
  const { policyArn, policyName, userName } = parameters;
  const frees =
    (eventName === 'DetachUserPolicy' && policyArn === rules.denyPolicyArn) ||
    (['DeleteUserPolicy', 'PutUserPolicy'].includes(eventName) && policyName === rules.inlinePolicyName) ||
    ['DeleteUserPermissionsBoundary', 'PutUserPermissionsBoundary'].includes(eventName);
  return frees && !failedWith && typeof userName === 'string' ? userName : undefined;
}

function isDenied({ attached, policy, inline, boundary }: StandingDeny): boolean {
  return (attached && policy === 'intact') || inline === 'intact' || boundary;
}

/**
 * Whether the call itself made its caller a member: such a membership does not count.
 *
 * A group that is not among the caller's under the name in the event was renamed since: it may be any of them.
 */
function isGrantedBy(call: Call, membership: Group, groups: readonly Group[]): boolean {
  if (call.eventName !== 'AddUserToGroup' || call.failedWith || !namesCaller(call)) return false;
  const named = String(call.parameters?.['groupName']);
  return sameName(named, membership.name) || !groups.some(({ name }) => sameName(name, named));
}

function namesCaller({ caller, parameters }: Call): boolean {
  const target = parameters?.['userName'];
  return caller.kind === 'user' && typeof target === 'string' && sameName(target, caller.name ?? '');
}

/** Calls that name no user act on the caller. */
function isSelfService(call: Call, { selfService }: Rules): boolean {
  if (!selfService.includes(call.eventName)) return false;
  return (call.parameters?.['userName'] ?? undefined) === undefined || namesCaller(call);
}

/** A service that makes its own role asks in the name of the person; the console is the person. */
function isServiceLinkedRole({ eventName, invokedBy }: Call): boolean {
  return eventName === 'CreateServiceLinkedRole' && invokedBy !== undefined && invokedBy !== 'signin.amazonaws.com';
}
