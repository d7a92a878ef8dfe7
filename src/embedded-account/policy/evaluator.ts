import { conditionHolds, UnsupportedPolicyError } from './conditions';
import { arnMatches, patternOf } from './pattern';
import { namingOf, type Naming, type Requester } from './requester';
import type { ParsedPolicy, PolicyStatement } from './statement';
import type { RequestContext } from './request-context';

/** What somebody wants to do. */
export interface AccessRequest {
  /** Such as `iam:GetUser`; compared ignoring case. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** The kinds of policies that have a say. */
export type PolicyKind = 'identity-based policy' | 'permissions boundary' | 'resource-based policy';

/** What the policies say, and which kind of policy decided. */
export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'explicit-deny'; readonly by: PolicyKind }
  | { readonly kind: 'implicit-deny'; readonly by: PolicyKind };

/** What the resource says of the request. */
export interface ResourceSide {
  readonly policy: ParsedPolicy;
  readonly who: Requester;
  /** Whether nobody may do anything that this policy does not allow: key policies and trust policies are such. */
  readonly mustAllow: boolean;
}

/**
 * Judges a request of a principal within its own account (IAM user guide, "How AWS enforcement code logic evaluates
 * requests to allow or deny access").
 *
 * An explicit deny wins wherever it stands. What the resource grants to the user or session itself, or to everybody, is
 * allowed whatever the other policies leave out. What it grants to the role that the session comes from needs no identity
 * policy, and needs the boundary. Otherwise an identity policy has to allow, and the boundary too.
 *
 * @param boundary absent where no boundary stands
 * @param resource absent where the resource has no policy
 */
export function evaluate(
  request: AccessRequest,
  identity: readonly ParsedPolicy[],
  boundary: ParsedPolicy | undefined,
  resource?: ResourceSide,
): Verdict {
  const named = resource && namedBy(resource, request, boundary !== undefined);
  if (named?.denies === true) return { kind: 'explicit-deny', by: 'resource-based policy' };
  if (says('Deny', identity, request)) return { kind: 'explicit-deny', by: 'identity-based policy' };
  if (boundary && says('Deny', [boundary], request)) return { kind: 'explicit-deny', by: 'permissions boundary' };
  const grants = named?.grants ?? [];
  if (grants.includes('itself') || grants.includes('everybody')) return { kind: 'allowed' };
  if (resource?.mustAllow === true && grants.length === 0) {
    return { kind: 'implicit-deny', by: 'resource-based policy' };
  }
  // What is granted to the account is the account's to hand on, by identity policies.
  if (!grants.includes('issuer') && !says('Allow', identity, request)) {
    return { kind: 'implicit-deny', by: 'identity-based policy' };
  }
  if (boundary && !says('Allow', [boundary], request)) return { kind: 'implicit-deny', by: 'permissions boundary' };
  return { kind: 'allowed' };
}

/** Whether any statement of this effect covers the request. */
export const says = (effect: 'Allow' | 'Deny', policies: readonly ParsedPolicy[], request: AccessRequest): boolean =>
  policies.some(({ Statement }) => Statement.some((one) => one.Effect === effect && covers(one, request)));

/** What a resource policy says of a request: whether it denies it, and to whom it grants it. */
function namedBy({ policy, who }: ResourceSide, request: AccessRequest, isBounded: boolean) {
  const namings = (effect: 'Allow' | 'Deny') =>
    policy.Statement.flatMap((one): readonly Naming[] => {
      const naming = one.Effect === effect ? understood(one, () => namingOf(one, who, isBounded)) : undefined;
      return naming !== undefined && covers(one, request) ? [naming] : [];
    });
  return { denies: namings('Deny').length > 0, grants: namings('Allow') };
}

function covers(statement: PolicyStatement, { action, resource, context }: AccessRequest): boolean {
  const actions = (names: readonly string[]) => names.some((name) => patternOf(name, context, 'i')?.test(action));
  const resources = (arns: readonly string[]) => arns.some((arn) => arnMatches(arn, resource, context));

  if (statement.Action && !actions(statement.Action)) return false;
  if (statement.NotAction && actions(statement.NotAction)) return false;
  if (statement.Resource && !resources(statement.Resource)) return false;
  if (statement.NotResource && resources(statement.NotResource)) return false;
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, wanted]) => understood(statement, () => conditionHolds(operator, key, wanted, context)) === true,
    ),
  );
}

/** What is not understood grants nothing; in a deny it must not pass for "does not apply". */
function understood<T>({ Effect }: PolicyStatement, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnsupportedPolicyError && Effect === 'Allow') return undefined;
    throw error;
  }
}
