import { conditionHolds, UnsupportedPolicyError } from './conditions';
import { arnMatches, patternOf } from './pattern';
import type { ParsedPolicy, PolicyStatement } from './statement';
import type { RequestContext } from './request-context';

/** What somebody wants to do. */
export interface AccessRequest {
  /** Such as `iam:GetUser`; compared ignoring case. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** What the policies say, and which kind of policy decided. */
export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'explicit-deny'; readonly by: 'identity-based policy' | 'permissions boundary' }
  | { readonly kind: 'implicit-deny'; readonly by: 'identity-based policy' | 'permissions boundary' };

/**
 * Judges a request of a principal within its own account.
 *
 * An explicit deny wins wherever it stands; otherwise an identity policy has to allow, and the boundary too.
 *
 * @param boundary absent where no boundary stands
 */
export function evaluate(
  request: AccessRequest,
  identity: readonly ParsedPolicy[],
  boundary: ParsedPolicy | undefined,
): Verdict {
  if (says('Deny', identity, request)) return { kind: 'explicit-deny', by: 'identity-based policy' };
  if (boundary && says('Deny', [boundary], request)) return { kind: 'explicit-deny', by: 'permissions boundary' };
  if (!says('Allow', identity, request)) return { kind: 'implicit-deny', by: 'identity-based policy' };
  if (boundary && !says('Allow', [boundary], request)) return { kind: 'implicit-deny', by: 'permissions boundary' };
  return { kind: 'allowed' };
}

/** Whether any statement of this effect covers the request. */
export const says = (effect: 'Allow' | 'Deny', policies: readonly ParsedPolicy[], request: AccessRequest): boolean =>
  policies.some(({ Statement }) => Statement.some((one) => one.Effect === effect && covers(one, request)));

function covers(statement: PolicyStatement, { action, resource, context }: AccessRequest): boolean {
  const actions = (names: readonly string[]) => names.some((name) => patternOf(name, context, 'i')?.test(action));
  const resources = (arns: readonly string[]) => arns.some((arn) => arnMatches(arn, resource, context));

  if (statement.Action && !actions(statement.Action)) return false;
  if (statement.NotAction && actions(statement.NotAction)) return false;
  if (statement.Resource && !resources(statement.Resource)) return false;
  if (statement.NotResource && resources(statement.NotResource)) return false;
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(statement, operator, key, wanted, context)),
  );
}

/** What is not understood grants nothing; in a deny it must not pass for "does not apply". */
function holds(
  statement: PolicyStatement,
  operator: string,
  key: string,
  wanted: readonly string[],
  context: RequestContext,
): boolean {
  try {
    return conditionHolds(operator, key, wanted, context);
  } catch (error) {
    if (error instanceof UnsupportedPolicyError && statement.Effect === 'Allow') return false;
    throw error;
  }
}
