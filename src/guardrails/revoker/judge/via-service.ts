import { changedAdminGroups, type CurrentAdminGroup } from './membership';
import { freedUser } from './escape';
import type { Call } from './parse';
import type { Rules } from '../rules';

/** The console calls in the person's name too: it is the person. */
const CONSOLE = 'signin.amazonaws.com';

/** Services that make whatever their user writes down: what they make is the user's. */
const FOR_THE_USER: readonly string[] = ['cloudformation.amazonaws.com', 'cloudcontrolapi.amazonaws.com'];

/** Calls by which a service looks after the one role that is its own. */
const SERVICE_LINKED_ROLE: readonly string[] = ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'];

/** AWS service that made a call in the caller's name, such as CloudFormation; undefined where the caller made it. */
export function serviceOf({ invokedBy }: Call): string | undefined {
  return invokedBy === CONSOLE ? undefined : invokedBy;
}

/** Whether a service makes or deletes its own role. */
export function isServiceLinkedRole(call: Call): boolean {
  const service = serviceOf(call);
  return SERVICE_LINKED_ROLE.includes(call.eventName) && service !== undefined && !FOR_THE_USER.includes(service);
}

/**
 * Whether a call through a service is only told; asked of a call that does not escape the caller's own deny.
 *
 * If it takes a deny off somebody else or changes an admin group, its caller is revoked, whatever made the call.
 */
export function isOnlyTold(call: Call, adminGroups: readonly CurrentAdminGroup[], rules: Rules): boolean {
  if (rules.viaServices !== 'notify' || serviceOf(call) === undefined) return false;
  return freedUser(call, rules) === undefined && changedAdminGroups(call, adminGroups, rules).length === 0;
}
