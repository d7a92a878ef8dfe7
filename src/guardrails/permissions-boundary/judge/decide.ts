import type { Evidence, ServiceUse } from '../../../domain/run/evidence';
import { ownPolicyArnOf, isOwnPolicy } from '../../../domain/policy/own-policies';
import type { Exemptible } from '../../../domain/exemption/exemption';
import { globMatches } from '../../../domain/policy/glob';
import type { BoundReason, LeaveReason } from '../../../domain/run/reasons';
import type { BoundedSubject } from '../bounded-subject';
import { believed } from '../../../domain/run/believed';
import { ageDaysOf, TRACKED_DAYS } from '../../../domain/run/usage';
import { type AllowedBy, allowedOf } from './allowed';
import { BOUNDARY_EXEMPTIBLE, PERMISSIONS_BOUNDARY } from '../contract';
import type { Rules } from '../rules';

/** What the guardrail would do about a principal, and why. */
export type Decision =
  | Bound
  /** Numbers only: a group can have neither tags nor a boundary. */
  | { readonly kind: 'report'; readonly reason: 'group' }
  | Leave;

/** A principal that is to have a boundary. */
interface Bound {
  readonly kind: 'bound';
  readonly reason: BoundReason;
  /** Services that the boundary allows, in the order of the alphabet; for `used-nothing` those that were granted lately. */
  readonly services: readonly string[];
  /** Actions that it allows beside them, in the order of the alphabet. */
  readonly actions: readonly string[];
  /** Services tried again that the boundary which stands does not let through: a person decides. Absent: none. */
  readonly needsAgain?: readonly string[];
}

/** A principal left alone. */
export interface Leave {
  readonly kind: 'leave';
  readonly reason: LeaveReason;
  /** Absent where the reason says it all. */
  readonly why?: string;
  /** What its boundary would allow if somebody else's did not stand. Absent: none would be decided, or none is foreign. */
  readonly would?: Pick<Bound, 'services' | 'actions'>;
}

/** What a run knows beside the principal. */
export interface Circumstances extends AllowedBy {
  /** Unique ids of the principals with an open incident of the revoker. */
  readonly openIncidents: ReadonlySet<string>;
}

/** Leaves a principal without asking for evidence; undefined where evidence is needed. */
export function skip(subject: BoundedSubject, { rules, now, openIncidents }: Circumstances): Leave | undefined {
  if (openIncidents.has(subject.id)) return { kind: 'leave', reason: 'open-incident' };
  return untouchable(subject) ?? exempted(subject, BOUNDARY_EXEMPTIBLE) ?? young(subject, rules, now);
}

/** Judges a principal by what Access Advisor says of it. */
export function decide(subject: BoundedSubject, evidence: Evidence, circumstances: AllowedBy): Decision {
  const { rules, now } = circumstances;
  const left = untouchable(subject) ?? exempted(subject, BOUNDARY_EXEMPTIBLE) ?? young(subject, rules, now);
  if (left !== undefined) return left;
  const report = believed(subject, evidence, now);
  return report.kind === 'leave' ? report : decideOf(subject, report.services, circumstances);
}

function decideOf(subject: BoundedSubject, services: readonly ServiceUse[], circumstances: AllowedBy): Decision {
  const { rules, now } = circumstances;
  if (subject.kind === 'group') return { kind: 'report', reason: 'group' };
  const exempt = exempted(subject, [PERMISSIONS_BOUNDARY]);
  if (exempt !== undefined) return exempt;
  if (subject.admin === true) return { kind: 'leave', reason: 'admin' };
  if (subject.adminsUnknown !== undefined) {
    return { kind: 'leave', reason: 'admin-group', why: subject.adminsUnknown };
  }
  if (subject.kind === 'user' && !rules.users) return { kind: 'leave', reason: 'users-left' };
  const trackedDays = Math.min(ageDaysOf(subject.createdAt, now), TRACKED_DAYS);
  if (!(trackedDays >= rules.trackingDays)) return { kind: 'leave', reason: 'tracked-too-short' };
  const meant = meantFor(subject, services, circumstances);
  if (!hasForeignBoundary(subject, rules)) return meant;
  return {
    ...{ kind: 'leave', reason: 'foreign-boundary' },
    ...(subject.boundaryArn && { why: subject.boundaryArn }),
    ...(meant.kind === 'bound' && { would: { services: meant.services, actions: meant.actions } }),
  };
}

/** The boundary that a principal is to have, even where somebody else has put one on it. */
function meantFor(subject: BoundedSubject, services: readonly ServiceUse[], circumstances: AllowedBy): Bound | Leave {
  const { rules } = circumstances;
  if (services.length === 0) return { kind: 'leave', reason: 'nothing-granted' };
  if (rules.mode === 'off') return { kind: 'leave', reason: 'mode-off' };

  const allowed = allowedOf(subject, services, circumstances);
  const again = allowed.needsAgain.length > 0 ? { needsAgain: allowed.needsAgain } : {};
  const [reason, base]: [BoundReason, readonly string[]] = allowed.usesSome
    ? ['used-some', []]
    : ['used-nothing', rules.baseActions];
  return {
    ...{ kind: 'bound', reason, services: allowed.services, actions: sorted(base, subject.keeps) },
    ...again,
  };
}

function untouchable({ protection }: BoundedSubject): Leave | undefined {
  return protection && { kind: 'leave', reason: protection };
}

/** Leaves a principal that is exempt from all of these. */
function exempted({ exemption }: BoundedSubject, all: readonly Exemptible[]): Leave | undefined {
  if (exemption === undefined || !all.every((one) => exemption.from.includes(one))) return undefined;
  return { kind: 'leave', reason: 'exempt', why: exemption.reason };
}

/** A group has no history of its own, and nothing is done to it. */
function young({ kind, createdAt }: BoundedSubject, { graceDays }: Rules, now: Date): Leave | undefined {
  // A date that cannot be read is no proof of age.
  if (kind === 'group' || ageDaysOf(createdAt, now) >= graceDays) return undefined;
  return { kind: 'leave', reason: 'too-young' };
}

/** Reasons of one run: a later one keeps the boundary up again, or it hits nobody. */
const PASSING: readonly LeaveReason[] = [
  ...(['open-incident', 'too-young', 'tracked-too-short', 'gone', 'nothing-granted'] as const),
  ...(['evidence-failed', 'evidence-suspicious', 'evidence-unknown'] as const),
];

/** Whether runs keep up the boundary of the project that somebody carries, if any: what is granted later has to pass it. */
export function isKeptUp({ accountId, boundaryArn }: BoundedSubject, decision: Decision, rules: Rules): boolean {
  const isOwn = boundaryArn !== undefined && isOwnPolicy(boundaryArn, { ...rules.boundaryPolicies, accountId });
  if (!isOwn) return true;
  if (rules.mode !== 'enforce') return false;
  return decision.kind !== 'leave' || PASSING.includes(decision.reason);
}

/**
 * A boundary is the project's by its path and name in the principal's own account, or because the settings adopt it.
 *
 * What else is on the project's path is never adopted: the revoker's boundary would give way to one that allows IAM.
 */
function hasForeignBoundary({ accountId, boundaryArn }: BoundedSubject, { boundaryPolicies, adopt }: Rules): boolean {
  const own = { ...boundaryPolicies, accountId };
  if (boundaryArn === undefined || isOwnPolicy(boundaryArn, own)) return false;
  if (boundaryArn.startsWith(ownPolicyArnOf('', own))) return true;
  return !adopt.some((pattern) => globMatches(pattern, boundaryArn));
}

function sorted(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort();
}
