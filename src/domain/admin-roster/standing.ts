import type { FoldedRoster, MembershipChange } from './folded';
import type { RosterCall } from './call';
import type { AdminGroup } from './roster';

/** What history says of somebody who is in an admin group, or counts as an admin. */
export type Standing =
  /** Made an admin by somebody who may do so, and in the group. */
  | { readonly kind: 'admin' }
  /**
   * Counts as an admin and is not in the group any more.
   *
   * @property by the call that did it, which does not count; absent where history has none
   */
  | { readonly kind: 'missing'; readonly by?: MembershipChange }
  /** In the group, put there by somebody who may not. */
  | { readonly kind: 'intruder'; readonly by: MembershipChange }
  /** In the group, and it is not sure that an add that counts was about this user. */
  | { readonly kind: 'unclear'; readonly by: MembershipChange }
  /** In the group, and history has no call that explains it. */
  | { readonly kind: 'unexplained' };

/** The standing of a user in an admin group. */
export interface Stood {
  readonly userId: string;
  readonly groupId: string;
  readonly standing: Standing;
}

/** Compares who counts as an admin with who IAM shows in the admin groups. */
export function standingsIn(folded: FoldedRoster, adminGroups: readonly AdminGroup[]): readonly Stood[] {
  return adminGroups.flatMap(({ id: groupId, memberIds }) => {
    const counted = folded.counted.filter((stay) => stay.groupId === groupId && stay.until === undefined);
    const countedIds = new Set(counted.map(({ userId }) => userId));
    const all = [...new Set([...countedIds, ...memberIds])];
    return all.map((userId): Stood => {
      const [counts, isMember] = [countedIds.has(userId), memberIds.includes(userId)];
      if (counts && isMember) return { userId, groupId, standing: { kind: 'admin' } };
      return {
        userId,
        groupId,
        standing: counts ? missing(userId, groupId, folded) : newcomer(userId, groupId, folded),
      };
    });
  });
}

function missing(userId: string, groupId: string, folded: FoldedRoster): Standing {
  const by = lastOf([...folded.uncounted, ...folded.byRoles, ...folded.unclear], 'user-removed', userId, groupId);
  return { kind: 'missing', ...(by && { by }) };
}

function newcomer(userId: string, groupId: string, { uncounted, unclear }: FoldedRoster): Standing {
  const by = lastOf(uncounted, 'user-added', userId, groupId);
  if (by !== undefined) return { kind: 'intruder', by };
  // Where somebody moved the name of whom nobody knows, it may be anybody. Else it was somebody who is gone by now.
  const maybe =
    lastOf(unclear, 'user-added', userId, groupId) ??
    unclear.find(
      ({ call, ...one }) => one.isMoved && one.groupId === groupId && one.userId === undefined && isAdd(call),
    );
  return maybe === undefined ? { kind: 'unexplained' } : { kind: 'unclear', by: maybe };
}

const isAdd = ({ change }: RosterCall) => change.kind === 'user-added';

function lastOf(
  changes: readonly MembershipChange[],
  kind: 'user-added' | 'user-removed',
  userId: string,
  groupId: string,
): MembershipChange | undefined {
  return changes
    .filter((one) => one.call.change.kind === kind && one.userId === userId && one.groupId === groupId)
    .sort((one, other) => one.call.at.getTime() - other.call.at.getTime())
    .at(-1);
}
