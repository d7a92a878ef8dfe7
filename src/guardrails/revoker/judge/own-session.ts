import { accountOf, type Rules } from '../rules';
import type { Caller } from './parse';

/** Whether one of the deployment's own functions made a call: by the exact ARN of its role, which nobody else can have. */
export function isOwnSession(caller: Caller, rules: OwnRules): boolean {
  return caller.kind === 'other' && caller.role !== undefined && isOwnRole(caller.role, rules);
}

type OwnRules = Pick<Rules, 'ownRoles' | 'denyPolicyArn'>;

/** Whether a role is that of one of the deployment's own functions. */
export function isOwnRole(arn: string, rules: OwnRules): boolean {
  const { path, names } = rules.ownRoles;
  return names.map((name) => `arn:aws:iam::${accountOf(rules)}:role${path}${name}`).includes(arn);
}
