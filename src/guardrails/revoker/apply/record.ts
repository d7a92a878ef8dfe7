import type { IamReader } from '../../../aws/iam/reader';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import { MESSAGES } from '../../../domain/admin-roster/hints';
import { joinIncident } from './join-incident';
import type { Digesting } from './judged-id';
import { unproven } from './unproven';
import type { Outcome } from '../../../domain/change/change';
import { isAfterOpening, nameThen, type DenyState, type Incident, type Joined } from '../../../domain/ledger/incident';
import { sameName, type User } from '../../../domain/identity/principal';
import { standingChanges } from './act';
import type { Decision } from '../judge/decision';
import { callWords } from '../judge/call-words';
import { BOUNDARY_CALLS } from '../judge/escape';
import type { Call } from '../judge/parse';
import { isDenied } from '../judge/standing-deny';
import type { Rules } from '../rules';

/** What a judgement is recorded with. */
export interface Records {
  readonly iam: IamReader;
  readonly incidents: IncidentLedger;
}

/** What a release by hand takes beside. */
export interface ReleaseRecords extends Records, Digesting {
  readonly hints: Pick<HintLedger, 'of'>;
  readonly waiting: Pick<WaitingLedger, 'add'>;
}

/**
 * Records a judgement, after it was carried out.
 *
 * @returns what it means for an incident; undefined where nobody is denied, or would be
 */
export async function record(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  now: Date,
  rules: Rules,
  records: ReleaseRecords,
): Promise<Joined | undefined> {
  const { incidents } = records;
  const times = { now, madeAt: call.at, called: callWords(call) };
  if (decision.kind === 'leave' && decision.reason === 'already-revoked') {
    const changes = standingChanges(decision.user, decision.deny, rules);
    return joinIncident(decision.user, 'denied', changes, times, incidents);
  }
  if ('freed' in decision && decision.freed !== undefined) {
    return releasedByHand(decision.freed, call, now, rules, records);
  }
  if (decision.kind !== 'revoke' || (outcome.kind !== 'done' && outcome.kind !== 'failed')) return undefined;
  // Nothing stands against the user that an incident could be about.
  if (outcome.changes.length === 0) return undefined;
  return joinIncident(decision.user, foundBy(decision), outcome.changes, times, incidents);
}

/** What could not be read may have stood: nobody is said to have lost a deny for that. */
function foundBy({ escaped, deny }: Extract<Decision, { readonly kind: 'revoke' }>): DenyState {
  if (escaped) return 'escaping';
  return deny.isUnread || isDenied(deny) ? 'denied' : 'free';
}

/** Who may call IAM and takes the last deny off a user releases that user. */
async function releasedByHand(
  freed: string,
  call: Call,
  now: Date,
  rules: Rules,
  { iam, incidents, hints, waiting, sha256 }: ReleaseRecords,
): Promise<Joined | undefined> {
  const user = await iam.user(freed);
  const incident = user && (await incidents.latest(user.accountId, user.id));
  // A reading may lag behind the deny of an incident that began since: the call's own time decides first.
  if (!incident || incident.closedAt || !isAfterOpening(call.at, incident)) return undefined;
  if (!mayRelease(call, freed, incident, now)) return undefined;
  if (await hasDeny(user, rules, iam)) return undefined;
  // Who has forged one message may forge a release as well: for a day the release function alone gives IAM back.
  if ((await hints.of(call.accountId, MESSAGES)).forged !== undefined) return undefined;
  // Before the incident ends: a release that nobody proves must not stand.
  await waiting.add(unproven(call, incident, now, { sha256 }));
  // It covers what the user called before the release, and not what it called until somebody judged that.
  await incidents.close(incident, call.at);
  return { kind: 'released', incident };
}

/** A call is dated by another clock than the function's. */
const SKEW_MS = 60_000;

/**
 * Whether a call may have taken off what an incident put on its user, whatever is missing by now.
 *
 * An admin who gives a denied user another boundary means no release, and has taken none of the guard's denies off where the
 * incident put no boundary. Nor is it sure whom a call meant by a name that its user did not have when the incident began:
 * that may have been given to it since. And no history proves a call of tomorrow.
 */
function mayRelease(call: Call, freed: string, incident: Incident, now: Date): boolean {
  if (call.at.getTime() - now.getTime() > SKEW_MS) return false;
  if (!sameName(nameThen(incident), freed)) return false;
  return !BOUNDARY_CALLS.includes(call.eventName) || incident.changes.some(({ kind }) => kind === 'boundary-set');
}

async function hasDeny(user: User, rules: Rules, iam: IamReader): Promise<boolean> {
  const [attached, inline] = await Promise.all([
    iam.attachedPolicies(user.name),
    iam.inlinePolicy(user.name, rules.inlinePolicyName),
  ]);
  return attached.includes(rules.denyPolicyArn) || inline !== undefined || user.boundaryArn === rules.boundaryPolicyArn;
}
