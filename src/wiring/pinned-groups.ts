import * as z from 'zod/mini';
import type { Group } from '../domain/identity/principal';
import type { PinnedGroup } from '../domain/identity/admin-groups';
import type { Mode } from '../domain/mode';

/** The admin groups that the rules of a guardrail name, with the ids that the settings pin. */
export interface Pinning {
  readonly mode: Mode;
  readonly adminGroups: readonly PinnedGroup[];
}

const groupIds = z.record(z.string(), z.string());

/** The admin groups as Terraform found them. @param ids id of each by its name in the settings, as JSON */
export function groupsFound(ids: string): readonly Group[] {
  return Object.entries(groupIds.parse(JSON.parse(ids))).map(([name, id]) => ({ id, name }));
}

/**
 * Joins the admin groups of the rules with the ids that only Terraform knows.
 *
 * @param ids id of each group by its name in the settings, as JSON
 * @throws Error naming a group without an id where the guardrail enforces
 */
export function pinned({ mode, adminGroups }: Pinning, ids: string): PinnedGroup[] {
  const found = groupIds.parse(JSON.parse(ids));
  return adminGroups.map(({ name, id = found[name] }) => {
    if (id === undefined && mode === 'enforce') throw new Error(`nobody knows the id of the admin group ${name}`);
    return { name, id };
  });
}
