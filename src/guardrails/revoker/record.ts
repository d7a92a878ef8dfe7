import type { IamReader } from '../../aws/iam-reader';
import type { IncidentLedger } from '../../aws/ledger/incidents';
import type { SightingLedger } from '../../aws/ledger/sightings';
import { joinIncident } from '../../changes/join-incident';
import type { Outcome } from '../../domain/change';
import type { Joined } from '../../domain/incident';
import { standing } from './act';
import { freedUser, removesDeny, type Decision } from './decide';
import type { Call } from './parse';
import type { Rules } from './rules';

/** What a judgement is recorded with. */
export interface Records {
  readonly iam: IamReader;
  readonly incidents: IncidentLedger;
  readonly sightings: SightingLedger;
}

/**
 * Records a judgement, after it was carried out.
 *
 * @returns what it means for the user's incident; undefined where nobody is, or would be, denied
 */
export async function record(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  now: Date,
  rules: Rules,
  { iam, incidents, sightings }: Records,
): Promise<Joined | undefined> {
  if (decision.kind === 'leave' && decision.reason === 'admin') {
    await recordAdmin(call, now, rules, { iam, incidents, sightings });
    return undefined;
  }
  if (decision.kind === 'leave' && decision.reason === 'already-revoked') {
    const changes = standing(decision.user, decision.deny, rules);
    return joinIncident(decision.user, 'denied', changes, now, incidents);
  }
  if (decision.kind !== 'revoke' || outcome.kind !== 'done') return undefined;
  const { user } = decision;
  const joined = await joinIncident(
    user,
    removesDeny(call, rules) ? 'escaping' : 'free',
    outcome.changes,
    now,
    incidents,
  );
  await sightings.forget(user.accountId, user.id);
  return joined;
}

/** An admin was seen; one who takes the deny off a user releases that user by hand. */
async function recordAdmin(call: Call, now: Date, rules: Rules, { iam, incidents, sightings }: Records): Promise<void> {
  // A membership may have been granted by the very call: that is no sighting.
  if (call.caller.kind === 'user' && call.eventName !== 'AddUserToGroup') {
    await sightings.add(call.accountId, call.caller.id, now);
  }
  const freed = freedUser(call, rules);
  const user = freed === undefined ? undefined : await iam.user(freed);
  const incident = user && (await incidents.latest(user.accountId, user.id));
  if (incident && !incident.closedAt) await incidents.close(incident, now);
}
