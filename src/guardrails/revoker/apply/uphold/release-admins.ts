import { userOfId } from '../../gather/user-of-id';
import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import type { WatchedRoster } from '../../../../domain/admin-roster/watched';
import { sameName, type Group, type User } from '../../../../domain/identity/principal';
import type { Incident } from '../../../../domain/ledger/incident';
import { holdsAt } from '../../../../domain/admin-roster/stays';
import type { UpholdPorts } from './ports';

/** What tells which denies should not be. */
export interface Denied {
  /** Unique ids of the users who count as admins now, or are exempt. */
  readonly admins: ReadonlySet<string>;
  /** What the policies of the guard are attached to, or bound, and which admins have its inline policy. */
  readonly entities: readonly PolicyEntity[];
  /** Incidents that are open. */
  readonly open: readonly Incident[];
  /** Name of a user on whom a call put a policy of the guard, whatever incident she has. Absent: no such call is known. */
  readonly plantedOn?: string | undefined;
}

/** An admin who was released. */
export interface Freed {
  readonly user: User;
  /** Groups that the deny took the user out of, and that nobody has put it into again. */
  readonly left: readonly Group[];
}

/**
 * Releases admins and exempt users from denies that no incident explains, or one that began while they were admins.
 *
 * @returns those who were released
 */
export async function releaseAdmins(
  roster: WatchedRoster,
  { admins, entities, open, plantedOn }: Denied,
  { iam, release }: Pick<UpholdPorts, 'iam' | 'release'>,
): Promise<readonly Freed[]> {
  const planted = entities.filter(
    ({ id, name }) =>
      admins.has(id) &&
      (!open.some(({ principalId }) => principalId === id) || (plantedOn && sameName(name, plantedOn))),
  );
  const explained = open.filter((one) => admins.has(one.principalId) && wasAdminAt(roster, one));
  const ids = new Set([...planted.map(({ id }) => id), ...explained.map(({ principalId }) => principalId)]);
  const released: Freed[] = [];
  for (const id of ids) {
    const user = await userOfId(id, iam);
    if (user === undefined) continue;
    const left = await leftBy(user, open, iam);
    await release(id);
    released.push({ user, left });
  }
  return released;
}

/** A release gives no group back: an admin chooses who is put into one. */
async function leftBy(
  { id, name }: User,
  open: readonly Incident[],
  iam: Pick<UpholdPorts['iam'], 'groupsOfUser'>,
): Promise<readonly Group[]> {
  const changes = open.flatMap((one) => (one.principalId === id ? one.changes : []));
  const taken = changes.flatMap((change) => (change.kind === 'group-left' ? [change.group] : []));
  if (taken.length === 0) return [];
  const groups = await iam.groupsOfUser(name);
  return taken.filter((group) => !groups.some((one) => one.id === group.id));
}

/** Whether somebody was an admin when the call was made that led to an incident. */
const wasAdminAt = ({ counted }: WatchedRoster, { principalId, openedAt, madeAt = openedAt }: Incident): boolean =>
  counted.some((stay) => stay.userId === principalId && holdsAt(stay, madeAt.getTime()));
