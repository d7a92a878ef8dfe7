import { z } from 'zod';
import { AwsError, limitExceeded } from '../../wire/aws-error';
import type { AccountState } from '../state';

/** Characters that are no white space (IAM User Guide, quotas: the default). */
const MOST_CHARACTERS = 2048;

const trust = z.looseObject({
  Statement: z.union([z.looseObject({}).transform((one) => [one]), z.array(z.looseObject({}))]),
});
const named = z.looseObject({ AWS: z.union([z.string(), z.array(z.string())]) });

/**
 * Reads a trust policy as IAM takes it: the users and roles that it names must be there (IAM User Guide, troubleshooting,
 * "Invalid principal in policy").
 *
 * @throws AwsError where it cannot be read, is too long, or names somebody who is not there
 */
export function checkedTrust(state: AccountState, text: string): object {
  if (text.replace(/\s/g, '').length > MOST_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MOST_CHARACTERS}`);
  }
  const policy = trust.safeParse(jsonOf(text));
  if (!policy.success) throw malformed('Syntax errors in policy.');
  const missing = policy.data.Statement.flatMap(({ Principal }) => [named.safeParse(Principal).data?.AWS ?? []].flat());
  for (const one of missing) {
    if (!isThere(state, one)) throw malformed(`Invalid principal in policy: "AWS":"${one}"`);
  }
  return z.looseObject({}).parse(jsonOf(text));
}

/** Nobody knows here who is in another account. */
function isThere(state: AccountState, principal: string): boolean {
  const { accountId, users, roles } = state;
  if (/^(AIDA|AROA)/.test(principal)) return users.has(principal) || roles.has(principal);
  if (!principal.startsWith(`arn:aws:iam::${accountId}:`) || principal === state.rootArn) return true;
  const ofUser = [...users.values()].some((user) => state.arnOf('user', user) === principal);
  return ofUser || [...roles.values()].some((role) => state.arnOf('role', role) === principal);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('This policy contains invalid Json');
    throw error;
  }
}

const malformed = (message: string) => new AwsError('MalformedPolicyDocument', message, 400);
