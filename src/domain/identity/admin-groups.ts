import { plain } from '../notice/notice';
import { sameName } from './principal';

/** A group that somebody is in. The id is absent where the group was renamed or deleted while the account was read. */
export interface Membership {
  readonly name: string;
  readonly id?: string;
}

/** A group of the account. */
export interface FoundGroup {
  readonly id: string;
  readonly name: string;
  /** How many users are in it. */
  readonly members: number;
}

/** An admin group by its id: names can be given to other groups. Where nobody knows the id, its name has to do. */
export interface PinnedGroup {
  readonly name: string;
  readonly id?: string | undefined;
}

/** The admin group that somebody is in. */
export function adminGroupIn(
  memberships: readonly Membership[],
  adminGroups: readonly PinnedGroup[],
): Membership | undefined {
  const isAdmins = (group: Membership, { id, name }: PinnedGroup) =>
    id === undefined ? sameName(name, group.name) : id === group.id;
  return memberships.find((group) => adminGroups.some((admins) => isAdmins(group, admins)));
}

/**
 * Why nobody can tell whether a user is an admin; undefined where that is known.
 *
 * Its admins would repair what is broken: renaming, deleting or emptying the group must not cost them anything.
 *
 * @param groups every group of the account
 */
export function adminsUnknown(
  memberships: readonly Membership[],
  groups: readonly FoundGroup[],
  adminGroups: readonly PinnedGroup[],
): string | undefined {
  const troubles = adminGroups.flatMap(({ name, id }) =>
    id === undefined ? [] : (troubleOf({ name, id }, groups) ?? []),
  );
  const unread = adminGroups.length === 0 ? undefined : memberships.find((group) => group.id === undefined);
  return troubles[0] ?? (unread && `its group ${plain(unread.name)} changed while the account was read`);
}

function troubleOf(
  { name, id }: { readonly name: string; readonly id: string },
  groups: readonly FoundGroup[],
): string | undefined {
  const own = groups.find((group) => group.id === id);
  const namesake = groups.find((group) => group.id !== id && sameName(group.name, name));
  const which = `the admin group ${name} (${id})`;
  if (namesake !== undefined) return `${which} has another id now: ${namesake.id}`;
  if (own === undefined) return `${which} is missing`;
  return own.members === 0 ? `${which} is empty` : undefined;
}

/**
 * Why a user is left alone whatever is planned: whoever repairs what a guardrail breaks must keep what it takes, however
 * old the plan.
 */
export function heldByMembership(
  memberships: readonly Membership[],
  adminGroups: readonly PinnedGroup[],
): string | undefined {
  const admins = adminGroupIn(memberships, adminGroups);
  return admins && `it has become a member of the admin group ${admins.name}`;
}
