import { userOfId } from '../../gather/user-of-id';
import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import type { WatchedRoster } from '../../../../domain/admin-roster/watched';
import type { User } from '../../../../domain/identity/principal';
import type { Incident } from '../../../../domain/ledger/incident';
import { sameName } from '../../../../domain/identity/principal';
import { holdsAt } from '../../../../domain/admin-roster/stays';
import type { UpholdPorts } from './ports';

/** What tells which denies should not be. */
export interface Denied {
  /** Unique ids of the users who count as admins now, or are exempt. */
  readonly admins: ReadonlySet<string>;
  /** What the policies of the guard are attached to, or bound. */
  readonly entities: readonly PolicyEntity[];
  /** Incidents that are open. */
  readonly open: readonly Incident[];
  /** Name of a user on whom a call put a policy of the guard, whatever incident she has. Absent: no such call is known. */
  readonly plantedOn?: string | undefined;
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
): Promise<readonly User[]> {
  const planted = entities.filter(
    ({ id, name }) =>
      admins.has(id) &&
      (!open.some(({ principalId }) => principalId === id) || (plantedOn && sameName(name, plantedOn))),
  );
  const explained = open.filter((one) => admins.has(one.principalId) && wasAdminAt(roster, one));
  const ids = new Set([...planted.map(({ id }) => id), ...explained.map(({ principalId }) => principalId)]);
  const released: User[] = [];
  for (const id of ids) {
    const user = await userOfId(id, iam);
    if (user === undefined) continue;
    await release(id);
    released.push(user);
  }
  return released;
}

/** Whether somebody was an admin when the call was made that led to an incident. */
const wasAdminAt = ({ counted }: WatchedRoster, { principalId, openedAt, madeAt = openedAt }: Incident): boolean =>
  counted.some((stay) => stay.userId === principalId && holdsAt(stay, madeAt.getTime()));
