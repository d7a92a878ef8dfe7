import type { ReleaseOf } from '../../../aws/events/release';
import type { PolicyCarrier, PolicyCarriers } from '../../../aws/iam/policy-carriers';
import type { IamReader } from '../../../aws/iam/reader';
import type { IamWriter } from '../../../aws/iam/writer';
import type { HintLedger } from '../../../aws/ledger/hints';
import { holdsAt } from '../../../domain/admin-roster/stays';
import type { WatchedRoster } from '../../../domain/admin-roster/watched';
import type { Group, User } from '../../../domain/identity/principal';
import type { Incident } from '../../../domain/ledger/incident';
import { readAdminGroups } from '../gather/admins';
import { Readings } from '../gather/readings';
import { readDeny, readNamed, standingDeny } from '../gather/user';
import { isDenied, type StandingDeny } from '../judge/standing-deny';
import { accountOf, type Rules } from '../rules';
import { denyAgain, type DenyAgainPorts, type DeniedAgain } from './deny-again';

/** What upholding takes. */
export interface UpholdPorts extends DenyAgainPorts {
  readonly carriersOf: PolicyCarriers;
  readonly writer: Pick<IamWriter, 'detachGroupPolicy'>;
  readonly release: ReleaseOf;
  readonly hints: HintLedger;
}

/** What was found otherwise than it should be, and mended. */
export interface Upheld {
  /** Groups from which a policy of the guard was taken: whoever attached it denied all their members. */
  readonly groups: readonly PolicyCarrier[];
  /** Admins who were released: somebody had put a policy of the guard on them, or history has explained them since. */
  readonly admins: readonly User[];
  /** Users taken out of an admin group, into which somebody had put them who may not. */
  readonly intruders: readonly Intruder[];
  /** Users who had lost the deny of their incident. */
  readonly deniedAgain: readonly DeniedAgain[];
  /** What went wrong. */
  readonly failures: readonly unknown[];
}

/** Somebody who was in an admin group without an admin's doing. */
export interface Intruder {
  readonly user: User;
  readonly group: Group;
}

/** A deny that is missing may have been taken off by an admin whose call is still under way. */
const UNDER_WAY_MS = 4 * 60_000;

/** An earlier sight of it says nothing of this time. */
const SIGHT_MS = 30 * 60_000;

/**
 * Upholds what was decided: nobody is denied who counts as an admin, and whoever was denied stays so.
 *
 * What the calls that are judged show is not enough: events get lost, and whoever may attach policies can turn the guard's
 * own against the admins.
 */
export async function uphold(roster: WatchedRoster, now: Date, ports: UpholdPorts): Promise<Upheld> {
  const { rules, carriersOf, incidents } = ports;
  if (rules.mode !== 'enforce') return { groups: [], admins: [], intruders: [], deniedAgain: [], failures: [] };
  const policies = [rules.denyPolicyArn, rules.boundaryPolicyArn];
  const carried = await Promise.all(policies.map(async (arn) => ({ arn, who: await carriersOf(arn) })));
  const open = await incidents.allOpen(accountOf(rules));
  const admins = adminsIn(roster, rules);
  const denied = open.filter((one) => !admins.has(one.principalId));
  const failures: unknown[] = [];
  // Whoever keeps one of them from being mended must not keep the others.
  const each = async <T>(steps: Promise<readonly T[]>): Promise<readonly T[]> =>
    steps.catch((error: unknown) => {
      failures.push(error);
      return [];
    });
  const groups = await each(freeGroups(carried, ports));
  const freed = await each(
    freeAdmins(
      roster,
      admins,
      carried.flatMap(({ who }) => who),
      open,
      ports,
    ),
  );
  const intruders = await each(turnOut(roster, now, ports));
  const deniedAgain = await each(keepDenied(denied, now, ports));
  return { groups, admins: freed, intruders, deniedAgain, failures };
}

/** Unique ids of whoever counts as an admin now, or is exempt. */
function adminsIn({ counted }: WatchedRoster, { exempt }: Rules): ReadonlySet<string> {
  const now = counted.flatMap(({ userId, until }) => (until === undefined ? [userId] : []));
  return new Set([...now, ...exempt.map(({ id }) => id)]);
}

interface Carried {
  readonly arn: string;
  readonly who: readonly PolicyCarrier[];
}

async function freeGroups(carried: readonly Carried[], { writer }: UpholdPorts): Promise<PolicyCarrier[]> {
  const freed: PolicyCarrier[] = [];
  for (const { arn, who } of carried) {
    for (const group of who.filter(({ kind }) => kind === 'group')) {
      if (await writer.detachGroupPolicy(group.name, arn)) freed.push(group);
    }
  }
  return freed;
}

/** Releases who counts as an admin now, or is exempt, where no incident says why the deny is there, or one that should not be. */
async function freeAdmins(
  roster: WatchedRoster,
  admins: ReadonlySet<string>,
  carriers: readonly PolicyCarrier[],
  open: readonly Incident[],
  { iam, release }: UpholdPorts,
): Promise<readonly User[]> {
  const planted = carriers.filter(({ id }) => admins.has(id) && !open.some(({ principalId }) => principalId === id));
  const explained = open.filter((one) => admins.has(one.principalId) && wasAdminAt(roster, one));
  const ids = new Set([...planted.map(({ id }) => id), ...explained.map(({ principalId }) => principalId)]);
  const freed: User[] = [];
  for (const id of ids) {
    const user = await userOfId(id, iam);
    if (user === undefined) continue;
    await release(id);
    freed.push(user);
  }
  return freed;
}

/** History proves who put them there. A group that would be left empty keeps its only member. */
async function turnOut(
  { unsettled }: WatchedRoster,
  now: Date,
  { iam, rules, carry, hints }: UpholdPorts,
): Promise<readonly Intruder[]> {
  const found = unsettled.filter(({ kind }) => kind === 'intruder');
  if (found.length === 0) return [];
  const groups = await readAdminGroups(rules, iam);
  const turnedOut: Intruder[] = [];
  for (const { userId, groupId } of found) {
    const group = groups.find(({ id }) => id === groupId);
    const user = group?.memberIds.includes(userId) ? await userOfId(userId, iam) : undefined;
    const gone = turnedOut.filter((one) => one.group.id === groupId).length;
    if (user === undefined || group === undefined || group.memberIds.length - gone === 1) continue;
    // An admin has put the same user there since, as a message told: history may yet say so.
    const { byAdmin } = await hints.of(user.accountId, userId);
    if (byAdmin !== undefined && now.getTime() - byAdmin.getTime() < SIGHT_MS) continue;
    const left = await carry({ kind: 'group-left', user, group: { id: group.id, name: group.name } });
    if (left === 'done') turnedOut.push({ user, group: { id: group.id, name: group.name } });
  }
  return turnedOut;
}

async function userOfId(id: string, iam: IamReader): Promise<User | undefined> {
  const name = await iam.userNameOfId(id);
  const user = name === undefined ? undefined : await iam.user(name);
  return user?.id === id ? user : undefined;
}

/** Whether somebody was an admin when the call was made that led to an incident. */
const wasAdminAt = ({ counted }: WatchedRoster, { principalId, openedAt, madeAt = openedAt }: Incident): boolean =>
  counted.some((stay) => stay.userId === principalId && holdsAt(stay, madeAt.getTime()));

async function keepDenied(open: readonly Incident[], now: Date, ports: UpholdPorts): Promise<readonly DeniedAgain[]> {
  const again: DeniedAgain[] = [];
  for (const incident of open) {
    const found = await standingOf(incident, ports);
    if (found === undefined || found.deny.isUnread || isDenied(found.deny)) continue;
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
  const reading = named?.user.id === principalId ? named : await byId(principalId, iam, read);
  if (reading?.user.id !== principalId) return undefined;
  return { user: reading.user, deny: await standingDeny(reading, denyText, rules, iam, readings) };
}

async function byId<T>(id: string, iam: IamReader, read: (name: string) => Promise<T>): Promise<T | undefined> {
  const name = await iam.userNameOfId(id);
  return name === undefined ? undefined : read(name);
}

async function isSeenTwice({ accountId, principalId }: Incident, now: Date, { hints }: UpholdPorts): Promise<boolean> {
  const { undenied } = await hints.of(accountId, principalId);
  const age = undenied === undefined ? Infinity : now.getTime() - undenied.getTime();
  if (age > SIGHT_MS) await hints.note(accountId, principalId, 'undenied', now);
  return age <= SIGHT_MS && age >= UNDER_WAY_MS;
}
