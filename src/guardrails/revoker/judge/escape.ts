import type { User } from '../../../domain/identity/principal';
import { names } from './membership';
import type { Call } from './parse';
import type { Rules } from '../rules';

const REWRITES = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'];

/** Of all calls that may take off a deny these alone succeed where none stood, and mean something else. */
export const BOUNDARY_CALLS: readonly string[] = ['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'];

/** Whether a call changed the text of one of the guard's policies. */
export function changesDeny({ eventName, failedWith, parameters = {} }: Call, rules: Rules): boolean {
  const { policyArn } = parameters;
  const own = policyArn === rules.denyPolicyArn || policyArn === rules.boundaryPolicyArn;
  return own && REWRITES.includes(eventName) && !failedWith;
}

/** Name of the user that a call freed of a deny of the guard: an escape if it freed itself, a release if an admin freed it. */
export function freedUser({ eventName, failedWith, parameters = {} }: Call, rules: Rules): string | undefined {
  const { policyArn, policyName, userName } = parameters;
  const frees =
    (eventName === 'DetachUserPolicy' && policyArn === rules.denyPolicyArn) ||
    (['DeleteUserPolicy', 'PutUserPolicy'].includes(eventName) && policyName === rules.inlinePolicyName) ||
    BOUNDARY_CALLS.includes(eventName);
  return frees && !failedWith && typeof userName === 'string' ? userName : undefined;
}

/** Whether a call took away what the guard had put on its caller, or changed the guard's policies. */
export function escapesDeny(call: Call, user: User, rules: Rules): boolean {
  return changesDeny(call, rules) || (freedUser(call, rules) !== undefined && names(call, user));
}

/** Name of the user that a call is about. */
export function userNamedBy({ parameters = {} }: Call): string | undefined {
  const { userName } = parameters;
  return typeof userName === 'string' ? userName : undefined;
}

/** Whether a call put a policy of the guard on a group or a user: the guard's own functions do so to users alone. */
export function plantsDeny({ eventName, failedWith, parameters = {} }: Call, rules: Rules): boolean {
  if (failedWith) return false;
  const own: unknown[] = [rules.denyPolicyArn, rules.boundaryPolicyArn];
  if (eventName === 'PutUserPolicy') return parameters['policyName'] === rules.inlinePolicyName;
  if (['AttachGroupPolicy', 'AttachUserPolicy'].includes(eventName)) return own.includes(parameters['policyArn']);
  return eventName === 'PutUserPermissionsBoundary' && own.includes(parameters['permissionsBoundary']);
}
