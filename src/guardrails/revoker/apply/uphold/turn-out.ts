import { userOfId } from '../../gather/user-of-id';
import type { WatchedRoster } from '../../../../domain/admin-roster/watched';
import type { Group, User } from '../../../../domain/identity/principal';
import { readAdminGroups } from '../../gather/admins';
import type { UpholdPorts } from './ports';

/** Somebody who was in an admin group without an admin's doing. */
export interface Intruder {
  readonly user: User;
  readonly group: Group;
}

/** What a message told longer ago, history knows by now; so it knows whoever was seen there longer ago. */
const RECENT_MS = 30 * 60_000;

/**
 * Takes users out of admin groups of whom history says that a caller without the right put them there. A group that would be
 * left empty keeps its only member.
 */
export async function turnOut(
  { unsettled }: WatchedRoster,
  now: Date,
  { iam, rules, carry, hints }: Pick<UpholdPorts, 'iam' | 'rules' | 'carry' | 'hints'>,
): Promise<readonly Intruder[]> {
  const found = unsettled.filter(({ kind }) => kind === 'intruder');
  if (found.length === 0) return [];
  const groups = await readAdminGroups(rules, iam);
  const turnedOut: Intruder[] = [];
  for (const { userId, groupId, since } of found) {
    const group = groups.find(({ id }) => id === groupId);
    const user = group?.memberIds.includes(userId) ? await userOfId(userId, iam) : undefined;
    const gone = turnedOut.filter((one) => one.group.id === groupId).length;
    if (user === undefined || group === undefined || group.memberIds.length - gone === 1) continue;
    // An admin has put the same user there since, as a message told: history may yet say so. Whoever forges such messages
    // again and again wins no more time.
    const { byAdmin } = await hints.of(user.accountId, userId);
    const isRecent = (at: Date) => now.getTime() - at.getTime() < RECENT_MS;
    if (byAdmin !== undefined && isRecent(byAdmin) && isRecent(since)) continue;
    const left = await carry({ kind: 'group-left', user, group: { id: group.id, name: group.name } });
    if (left === 'done') turnedOut.push({ user, group: { id: group.id, name: group.name } });
  }
  return turnedOut;
}
