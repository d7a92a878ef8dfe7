import type { AcceptanceLedger } from '../../../aws/ledger/acceptances';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { IamReader } from '../../../aws/iam/reader';
import { userOfId } from '../gather/user-of-id';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import { isOverdue, overdueFrom, type WatchedRoster } from '../../../domain/admin-roster/watched';
import { releaseCommand, type ReleasePlace } from '../../../domain/commands/release';
import { sameName, type Group, type User } from '../../../domain/identity/principal';
import type { AcceptRequest } from '../../../release/parse';
import type { AcceptOutcome } from '../../../release/releaser';
import { acceptedNotice, countsFrom, releaseFirst } from '../report/rounds/notify-accepted';

/** What taking a person's word for an admin takes. */
export interface AcceptPorts {
  readonly accountId: string;
  readonly reader: Pick<IamReader, 'user' | 'userNameOfId' | 'groupsOfUser'>;
  readonly incidents: Pick<IncidentLedger, 'latest'>;
  readonly acceptances: Pick<AcceptanceLedger, 'add'>;
  readonly adminRosters: Pick<AdminRosterLedger, 'of'>;
  /** As the settings name them; none where the revoker is off, or there are no IAM admins. */
  readonly adminGroups: readonly Group[];
  /** Where the function is that releases. */
  readonly place: ReleasePlace;
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly now: () => Date;
}

/**
 * Writes down that a person accepts a member of an admin group as an admin, whom history does not explain.
 *
 * It overrules no history: a user who may invoke the function could otherwise put itself into the group, and stay. The
 * next look at the admin groups counts it. It is no release: a deny that stands already goes on standing, for it is about
 * calls that were made before.
 *
 * @throws Error where there is no such user, where it is not sure which admin group is meant, or where there is nothing to
 * accept
 */
export async function accept({ id, group }: AcceptRequest, ports: AcceptPorts): Promise<AcceptOutcome> {
  const { accountId, incidents, acceptances, adminRosters, place, runbook, now } = ports;
  // Whoever takes the user out from here on does so after the acceptance, as CloudTrail dates that: to the second.
  const at = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
  const user = await userOf(id, ports);
  const admins = await adminGroupOf(user, group, ports);
  refuseKnown(user, admins, await adminRosters.of(accountId), at);
  const incident = await incidents.latest(accountId, user.id);
  const isDenied = incident !== undefined && incident.closedAt === undefined;
  await acceptances.add(accountId, { userId: user.id, groupId: admins.id, at });
  const release = isDenied ? releaseCommand(user, place) : undefined;
  return {
    accepted: {
      ...{ principal: user.arn, group: admins, at: at.toISOString() },
      next: [countsFrom(at), ...(isDenied ? [releaseFirst(user.name)] : [])],
      ...(release !== undefined && { release }),
    },
    notice: acceptedNotice({ user, group: admins, at, release }, { accountId, runbook }),
  };
}

async function userOf(id: string, { reader }: AcceptPorts): Promise<User> {
  const user = await userOfId(id, reader);
  if (user !== undefined) return user;
  throw new Error(`accept "${id}": there is no such user; write the id of a user that is in an admin group`);
}

async function adminGroupOf(
  { id, name }: User,
  asked: string | undefined,
  { reader, adminGroups }: AcceptPorts,
): Promise<Group> {
  if (adminGroups.length === 0) {
    throw new Error(`accept "${id}": no admin group is watched; see revoker.mode and revoker.adminGroups`);
  }
  const all = await reader.groupsOfUser(name);
  const itsOwn = all.filter((group) => adminGroups.some((admins) => admins.id === group.id));
  if (itsOwn.length === 0) {
    throw new Error(
      `accept "${id}": the user ${name} is in no admin group; the admin groups are ${listed(adminGroups)}`,
    );
  }
  const meant = asked === undefined ? itsOwn : itsOwn.filter((one) => one.id === asked || sameName(one.name, asked));
  const [found, ...others] = meant;
  if (found !== undefined && others.length === 0) return found;
  const what = asked === undefined ? `accept "${id}": write "group" as well` : `group ${JSON.stringify(asked)}`;
  throw new Error(`${what}: the user ${name} is in ${listed(itsOwn)}; write the name or id of one of them`);
}

/** @throws Error where history says how a member of an admin group got there, or may still say it */
function refuseKnown(
  { id, name }: User,
  { id: groupId, name: group }: Group,
  roster: WatchedRoster | undefined,
  at: Date,
) {
  const isMeant = (one: { readonly userId: string; readonly groupId: string }) =>
    one.userId === id && one.groupId === groupId;
  const found = roster?.unsettled.find(isMeant);
  if (found?.kind === 'unclear' || (found?.kind === 'unexplained' && isOverdue(found, at))) return;
  throw new Error(`accept "${id}": ${whyNot()}`);

  function whyNot(): string {
    if (found?.kind === 'intruder') {
      return `somebody who is no admin has put the user ${name} into ${group}; if it is to be an admin, take it out and have an admin put it in again`;
    }
    if (found?.kind === 'unexplained') {
      return `history may still show who put the user ${name} into ${group}; invoke again after ${overdueFrom(found).toISOString()}`;
    }
    const isAdmin = roster?.counted.some((stay) => isMeant(stay) && stay.until === undefined) === true;
    if (isAdmin) return `the user ${name} counts as an admin already; there is nothing to accept`;
    return `no look at the admin groups has found the user ${name} in ${group} yet; there is one every five minutes, and a mail where nothing explains it`;
  }
}

const listed = (groups: readonly Group[]) => groups.map(({ name, id }) => `${name} (${id})`).join(', ');
