import type { IamReader } from '../../../../aws/iam/reader';
import { userOfId } from '../../gather/user-of-id';
import type { User } from '../../../../domain/identity/principal';
import type { Incident } from '../../../../domain/ledger/incident';
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

/** Denies the users of open incidents again who are found without a deny twice. */
export async function keepDenied(
  open: readonly Incident[],
  now: Date,
  ports: UpholdPorts,
): Promise<readonly DeniedAgain[]> {
  const again: DeniedAgain[] = [];
  for (const incident of open) {
    const found = await standingOf(incident, ports);
    if (found === undefined) await closeGone(incident, now, ports);
    if (found === undefined || found.deny.isUnread || isDenied(found.deny)) continue;
    if (await isFreed(incident, now, ports)) continue;
    if (!(await isSeenTwice(incident, now, ports))) continue;
    again.push(await denyAgain(found.user, incident, found.deny, now, ports));
  }
  return again;
}

/** @returns undefined where the user is gone */
async function standingOf(
  { principalId, principalArn }: Incident,
  { iam, rules }: UpholdPorts,
): Promise<{ readonly user: User; readonly deny: StandingDeny } | undefined> {
  const readings = new Readings();
  const read = (name: string) => readNamed(name, rules, iam, readings);
  const [named, denyText] = await Promise.all([
    read(principalArn.split('/').at(-1) ?? ''),
    readDeny(rules, iam, readings),
  ]);
  const reading = named?.user.id === principalId ? named : await currentOf(principalId, iam, read);
  if (reading?.user.id !== principalId) return undefined;
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
