import { sameName, type Group, type User } from '../../../domain/identity/principal';
import type { Call } from './parse';
import type { Rules } from '../rules';

/** An admin group as it is now, known by its pinned id. */
export interface CurrentAdminGroup extends Group {
  readonly memberIds: readonly string[];
}

/** A user that a call put into an admin group. */
export interface Grantee {
  readonly name: string;
  readonly group: string;

  /** Whether it is the caller. */
  readonly itself: boolean;
}

/** Calls that make or unmake an admin. */
export const MEMBERSHIP_CALLS: readonly string[] = [
  'AddUserToGroup',
  'RemoveUserFromGroup',
  'UpdateGroup',
  'DeleteGroup',
];

/** Admin groups that a call changes, by the name they have, or had when they were deployed (THREATS T3). */
export function changedAdminGroups<G extends Group>(call: Call, adminGroups: readonly G[], rules: Rules): readonly G[] {
  if (call.failedWith || !MEMBERSHIP_CALLS.includes(call.eventName)) return [];
  const { groupName, newGroupName } = call.parameters ?? {};
  const named = [groupName, newGroupName].filter((name) => typeof name === 'string');
  const known = (group: G) => [
    group.name,
    ...rules.adminGroups.filter(({ id }) => id === group.id).map(({ name }) => name),
  ];
  return adminGroups.filter((group) => known(group).some((name) => named.some((one) => sameName(one, name))));
}

/** Groups to take a self-promoter out of; a group without members would blind the guard. */
export function leavable(
  user: User,
  groups: readonly Group[],
  adminGroups: readonly CurrentAdminGroup[],
  changed: readonly CurrentAdminGroup[],
): readonly Group[] {
  return adminGroups
    .filter((group) => changed.includes(group) || groups.some(({ id }) => id === group.id))
    .filter(({ memberIds }) => memberIds.some((id) => id !== user.id))
    .map(({ id, name }) => ({ id, name }));
}

/** The user that a call made an admin; undefined where it made none. */
export function granteeOf(call: Call, user: User, changed: readonly CurrentAdminGroup[]): Grantee | undefined {
  const [group] = changed;
  if (group === undefined || call.eventName !== 'AddUserToGroup') return undefined;
  return { name: String(call.parameters?.['userName']), group: group.name, itself: promotesItself(call, user) };
}

/** Whether a call adds its caller to a group. */
export function promotesItself(call: Call, user: User): boolean {
  return call.eventName === 'AddUserToGroup' && names(call, user);
}

/** Whether a call names its caller, by the name in the event or by the one it has now. */
export function names({ caller, parameters }: Call, user: User): boolean {
  const target = parameters?.['userName'];
  const own = [user.name, ...(caller.kind === 'user' && caller.name !== undefined ? [caller.name] : [])];
  return typeof target === 'string' && own.some((name) => sameName(name, target));
}
