import type { IamReader } from '../../../../aws/iam/reader';
import { userOfId } from '../../gather/user-of-id';
import { inLanes } from '../../../../domain/in-lanes';
import type { User } from '../../../../domain/identity/principal';
import { nameThen, type Incident } from '../../../../domain/ledger/incident';
import { saysTheSame } from '../../../../domain/policy/policy-document';
import { Readings } from '../../gather/readings';
import { readDeny, readNamed, standingDeny } from '../../gather/user';
import { isDenied, type StandingDeny } from '../../judge/standing-deny';
import { denyAgain, type DeniedAgain } from '../deny-again';
import type { UpholdPorts } from './ports';

/** A deny that is missing may have been taken off by an admin whose call is still under way. */
const UNDER_WAY_MS = 4 * 60_000;

/** An earlier sight of it says nothing of this time. */
const SIGHT_MS = 30 * 60_000;

const GONE_MS = 3_600_000;

/** Longer than a newcomer's call waits, where history can be read. */
const HELD_MS = 60 * 60_000;

/** So many users at the same time: what a look reads must not throttle what a deny reads. */
const LANES = 4;

/**
 * Denies the users of open incidents again who are found without a deny twice.
 *
 * @param holders unique ids of the users whom IAM lists for the deny policy: as long as that says what it should, nobody has
 *   to look at each of them
 */
export async function keepDenied(
  open: readonly Incident[],
  holders: ReadonlySet<string>,
  now: Date,
  ports: UpholdPorts,
): Promise<readonly DeniedAgain[]> {
  const again: DeniedAgain[] = [];
  const isIntact = holders.size > 0 && (await isDenyIntact(ports));
  const inDoubt = open.filter(({ principalId }) => !isIntact || !holders.has(principalId));
  await inLanes(inDoubt, LANES, async (incident) => {
    const found = await standingOf(incident, ports);
    if (found === undefined) await closeGone(incident, now, ports);
    if (found === undefined || found.deny.isUnread || isDenied(found.deny)) return;
    if (await isFreed(incident, now, ports)) return;
    if (!(await isSeenTwice(incident, now, ports))) return;
    again.push(await denyAgain(found.user, incident, found.deny, now, ports));
  });
  return again;
}

/** Where it cannot be read, each user is looked at. */
async function isDenyIntact({ iam, rules }: UpholdPorts): Promise<boolean> {
  const text = await readDeny(rules, iam, new Readings());
  return text !== undefined && saysTheSame(text, rules.denyDocument);
}

/** @returns undefined where the user is gone */
async function standingOf(
  incident: Incident,
  { iam, rules }: UpholdPorts,
): Promise<{ readonly user: User; readonly deny: StandingDeny } | undefined> {
  const readings = new Readings();
  const read = (name: string) => readNamed(name, rules, iam, readings);
  const [named, denyText] = await Promise.all([read(nameThen(incident)), readDeny(rules, iam, readings)]);
  const reading = named?.user.id === incident.principalId ? named : await currentOf(incident.principalId, iam, read);
  if (reading?.user.id !== incident.principalId) return undefined;
  return { user: reading.user, deny: await standingDeny(reading, denyText, rules, iam, readings) };
}

async function currentOf<T>(id: string, iam: IamReader, read: (name: string) => Promise<T>): Promise<T | undefined> {
  const user = await userOfId(id, iam);
  return user && read(user.name);
}

/** An id never comes back. IAM's lists lag, so one that is new may not be in them yet. */
async function closeGone(incident: Incident, now: Date, { incidents }: UpholdPorts): Promise<void> {
  if (now.getTime() - incident.openedAt.getTime() >= GONE_MS) await incidents.close(incident, now);
}

/** Whether a newcomer has freed the user, whose call waits: it is judged within that time, and the user then denied again. */
async function isFreed({ accountId, principalId }: Incident, now: Date, { hints }: UpholdPorts): Promise<boolean> {
  const { freed } = await hints.of(accountId, principalId);
  return freed !== undefined && now.getTime() - freed.getTime() < HELD_MS;
}

async function isSeenTwice({ accountId, principalId }: Incident, now: Date, { hints }: UpholdPorts): Promise<boolean> {
  const { undenied } = await hints.of(accountId, principalId);
  const age = undenied === undefined ? Infinity : now.getTime() - undenied.getTime();
  if (age > SIGHT_MS) await hints.note(accountId, principalId, 'undenied', now);
  return age <= SIGHT_MS && age >= UNDER_WAY_MS;
}
