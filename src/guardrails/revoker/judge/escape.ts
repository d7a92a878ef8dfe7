import { sameName, type User } from '../../../domain/identity/principal';
import { names } from './membership';
import type { Call } from './parse';
import type { Rules } from '../rules';

const REWRITES = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'];

/** Of all calls that may take off a deny these alone succeed where none stood, and mean something else. */
export const BOUNDARY_CALLS: readonly string[] = ['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'];

/** Calls whose documents may be padded beyond what CloudTrail keeps: IAM counts no white space of them. */
const PADDED: readonly string[] = ['CreatePolicyVersion', 'PutUserPolicy'];

/**
 * Whether the record of a call does not say which policy it wrote: CloudTrail leaves out parameters of more than 100 KB
 * (user guide, "CloudTrail record contents"). It may have been the guard's.
 */
export const isCut = ({ eventName, failedWith, parameters }: Call): boolean =>
  PADDED.includes(eventName) && !failedWith && parameters === undefined;

/** Whether a call names a policy: a record has it as the caller wrote it, and IAM may take other letters (ADR 48). */
export const namesPolicy = (named: unknown, ...policies: readonly string[]): boolean =>
  typeof named === 'string' && policies.some((policy) => sameName(policy, named));

/** Whether a call changed the text of one of the guard's policies. */
export function changesDeny(call: Call, rules: Rules): boolean {
  const { eventName, failedWith, parameters = {} } = call;
  const own = isCut(call) || namesPolicy(parameters['policyArn'], rules.denyPolicyArn, rules.boundaryPolicyArn);
  return own && REWRITES.includes(eventName) && !failedWith;
}

/** Name of the user that a call freed of a deny of the guard: an escape if it freed itself, a release if an admin freed it. */
export function freedUser({ eventName, failedWith, parameters = {} }: Call, rules: Rules): string | undefined {
  const { policyArn, policyName, userName } = parameters;
  const frees =
    (eventName === 'DetachUserPolicy' && namesPolicy(policyArn, rules.denyPolicyArn)) ||
    (['DeleteUserPolicy', 'PutUserPolicy'].includes(eventName) && namesPolicy(policyName, rules.inlinePolicyName)) ||
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

/** Whether a call put a policy of the guard on a group or a user, or may have: the guard's own functions do so to users alone. */
export function plantsDeny(call: Call, rules: Rules): boolean {
  const { eventName, failedWith, parameters = {} } = call;
  if (failedWith) return false;
  const isOwn = (named: unknown) => namesPolicy(named, rules.denyPolicyArn, rules.boundaryPolicyArn);
  if (eventName === 'PutUserPolicy')
    return isCut(call) || namesPolicy(parameters['policyName'], rules.inlinePolicyName);
  if (['AttachGroupPolicy', 'AttachUserPolicy'].includes(eventName)) return isOwn(parameters['policyArn']);
  return eventName === 'PutUserPermissionsBoundary' && isOwn(parameters['permissionsBoundary']);
}
