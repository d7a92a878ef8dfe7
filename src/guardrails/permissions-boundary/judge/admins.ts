import * as z from 'zod/mini';
import type { FoundGroup, Membership } from '../../../audit/inventory/memberships';
import { plain } from '../../../domain/notice/notice';
import { sameName } from '../../../domain/identity/principal';
import type { Rules } from '../rules';

/** An admin group by its id: names can be given to other groups. Where nobody knows the id, its name has to do. */
export interface PinnedGroup {
  readonly name: string;
  readonly id?: string | undefined;
}

const groupIds = z.record(z.string(), z.string());

/**
 * Joins the admin groups of the rules with the ids that only Terraform knows.
 *
 * @param ids id of each group by its name in the settings, as JSON
 * @throws Error naming a group without an id where boundaries are enforced
 */
export function pinned({ mode, adminGroups }: Pick<Rules, 'mode' | 'adminGroups'>, ids: string): PinnedGroup[] {
  const found = groupIds.parse(JSON.parse(ids));
  return adminGroups.map(({ name, id = found[name] }) => {
    if (id === undefined && mode === 'enforce') throw new Error(`nobody knows the id of the admin group ${name}`);
    return { name, id };
  });
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
 * Whoever renames, deletes or empties the group must not have its admins bounded, who would repair it.
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
