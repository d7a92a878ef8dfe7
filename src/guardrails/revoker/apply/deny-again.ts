import { carryOut, type Carrier } from '../../../changes/carry-out';
import type { DenyChange, Outcome } from '../../../domain/change/change';
import { nameThen, type Incident } from '../../../domain/ledger/incident';
import { sameName, type User } from '../../../domain/identity/principal';
import { userOfId } from '../gather/user-of-id';
import type { StandingDeny } from '../judge/standing-deny';
import type { Rules } from '../rules';
import { act } from './act';
import { joinIncident } from './join-incident';
import type { Records } from './record';

/** What putting a deny back takes. */
export interface DenyAgainPorts extends Records {
  readonly rules: Rules;
  readonly carry: Carrier<DenyChange>;
}

/** A user who had lost the deny of an open incident, and what came of putting it back. */
export interface DeniedAgain {
  readonly user: User;
  readonly incident: Incident;
  readonly outcome: Outcome;
}

/**
 * Puts the deny of an open incident back, without asking whether it stands: readings lag behind the call that took it off.
 *
 * @param deny what stands, as far as it is known
 */
export async function denyAgain(
  user: User,
  incident: Incident,
  deny: StandingDeny,
  now: Date,
  { rules, carry, incidents }: DenyAgainPorts,
): Promise<DeniedAgain> {
  const decision = { kind: 'revoke', reason: 'unauthorized', user, deny, joined: [] } as const;
  const outcome = await carryOut(act(decision, rules), rules.mode, carry);
  if (outcome.kind === 'done' || outcome.kind === 'failed') {
    await joinIncident(user, 'escaping', outcome.changes, { now, madeAt: now }, incidents);
  }
  return { user, incident, outcome };
}

/** What stands against somebody of whom nobody has asked: the deny is put back whatever stands. */
const UNASKED: StandingDeny = {
  ...{ attached: false, policy: 'unread', inline: 'unread', boundary: false },
  isUnread: true,
};

/** A call that took a deny off: whose, by the name that it had then. */
export interface Exposing {
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

/**
 * Denies somebody again whose deny a call took off that counts for nothing.
 *
 * @returns undefined where there is no such user, or nothing says that it is to be denied
 */
export async function denyExposed(
  exposing: Exposing,
  now: Date,
  ports: DenyAgainPorts,
): Promise<DeniedAgain | undefined> {
  const found = (await exposedNow(exposing, ports)) ?? (await exposedThen(exposing, ports));
  return found && denyWhateverStands(found.user, found.incident, now, ports);
}

interface Exposed {
  readonly user: User;
  readonly incident: Incident;
}

/** The user that has the name: the incident is open, or this call was taken for its release, as an admin's, before it was known. */
async function exposedNow({ name, at }: Exposing, { iam, incidents }: Records): Promise<Exposed | undefined> {
  const user = await iam.user(name);
  const incident = user && (await incidents.latest(user.accountId, user.id));
  if (user === undefined || incident === undefined) return undefined;
  const { closedAt = at } = incident;
  return closedAt.getTime() === at.getTime() ? { user, incident } : undefined;
}

/** The user that had the name when it was denied, and has another by now. */
async function exposedThen({ accountId, name }: Exposing, { iam, incidents }: Records): Promise<Exposed | undefined> {
  const open = await incidents.allOpen(accountId);
  const incident = open.find((one) => sameName(nameThen(one), name));
  const user = incident && (await userOfId(incident.principalId, iam));
  return user && { user, incident };
}

/** Denies somebody again, without asking what stands. */
export const denyWhateverStands = (
  user: User,
  incident: Incident,
  now: Date,
  ports: DenyAgainPorts,
): Promise<DeniedAgain> => denyAgain(user, incident, UNASKED, now, ports);
