import { accountOf, type Rules } from '../rules';
import type { Caller } from './parse';

/** Whether one of the deployment's own functions made a call: by the exact ARN of its role, which nobody else can have. */
export function isOwnSession(caller: Caller, rules: Pick<Rules, 'ownRoles' | 'denyPolicyArn'>): boolean {
  if (caller.kind !== 'other' || caller.role === undefined) return false;
  const { path, names } = rules.ownRoles;
  return names.map((name) => `arn:aws:iam::${accountOf(rules)}:role${path}${name}`).includes(caller.role);
}
