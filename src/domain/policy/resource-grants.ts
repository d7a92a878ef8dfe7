import { fieldOf, parsedDocument, statementsOf } from './document';
import { globsMeet } from './glob';
import { ANYBODY, awsPrincipalsIn, patternsIn, textsIn } from './named-principals';

/** A resource whose policy may grant something to a role. */
export interface GrantingResource {
  readonly arn: string;
  /** Prefix of the actions that its policy can grant: those of its own service, and no others. */
  readonly service: string;
  readonly accountId: string;
}

/**
 * What the policy of a resource grants to roles of the account by name.
 *
 * In one account an implicit deny of a permissions boundary limits it, and Access Advisor does not list it (IAM user guide,
 * "How AWS enforcement code logic evaluates requests to allow or deny access"). It travels as JSON.
 */
export interface ResourceGrant {
  /** ARN of the resource. */
  readonly resource: string;
  readonly service: string;
  /** ARNs and unique ids of roles. */
  readonly roles: readonly string[];
  /** Patterns of ARNs and unique ids; `*` and `?` stand for others, and case does not count. */
  readonly like: readonly string[];
  /** ARNs and unique ids of roles that the patterns do not mean. */
  readonly but: readonly string[];
}

type Named = Pick<ResourceGrant, 'roles' | 'like' | 'but'>;

const NOBODY: Named = { roles: [], like: [], but: [] };

/**
 * Reads what a resource policy or trust policy grants to roles of its account.
 *
 * The answer decides what roles keep, and errs towards keeping: a condition that is not understood holds, and a statement
 * that may mean any role means every one. Users and sessions are no matter of a boundary, nor is what is granted to
 * everybody without naming roles in a condition. What is granted to the account is handed on by identity policies, which
 * Access Advisor sees. Denies are ignored.
 *
 * @param text plain or URL-encoded (RFC 3986)
 * @returns a grant for each statement that names roles
 * @throws UnreadablePolicy for a text that is no policy
 */
export function resourceGrantsOf(text: string, resource: GrantingResource): readonly ResourceGrant[] {
  const { arn, service } = resource;
  return statementsOf(parsedDocument(text, 'policy'), 'policy').flatMap((statement) => {
    if (fieldOf(statement, 'Effect') !== 'Allow' || !isAbout(service, statement)) return [];
    const named = namedIn(statement, resource);
    return named.roles.length + named.like.length === 0 ? [] : [{ resource: arn, service, ...named }];
  });
}

/** Whether a statement may speak of an action of the service. */
function isAbout(service: string, statement: object): boolean {
  const actions = textsIn(fieldOf(statement, 'Action'));
  return actions.length === 0 || actions.some((action) => globsMeet(action.toLowerCase(), `${service}:*`));
}

function namedIn(statement: object, { accountId }: GrantingResource): Named {
  const others = fieldOf(statement, 'NotPrincipal');
  if (others !== undefined) return { roles: [], like: ANYBODY, but: awsPrincipalsIn(others) };
  const principals = awsPrincipalsIn(fieldOf(statement, 'Principal'));
  const isForAll = principals.some((one) => one === '*' || isAccount(one, accountId));
  return {
    ...NOBODY,
    roles: principals.filter((one) => isRole(one, accountId)),
    like: isForAll ? patternsIn(fieldOf(statement, 'Condition')) : [],
  };
}

const isAccount = (principal: string, accountId: string) =>
  principal === accountId || new RegExp(`^arn:[^:]+:iam::${accountId}:root$`).test(principal);

/** A role of the account; what AWS shows of one that was deleted is an id that nobody has any more. */
const isRole = (principal: string, accountId: string) =>
  /^AROA[A-Z0-9]+$/.test(principal) || new RegExp(`^arn:[^:]+:iam::${accountId}:role/`).test(principal);
