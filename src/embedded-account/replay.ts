import { permissionsOf } from './iam/access/permissions';
import type { Role, User } from './iam/entities';
import type { AccountState } from './iam/state';
import type { Use } from './iam/reports/usage';
import { sessionOf, userNamed } from './iam/access/requesters';
import type { AttachedPolicies } from './policy/attached';
import { evaluate, type AccessRequest, type Verdict } from './policy/evaluator';
import { substitute } from './policy/pattern';
import { RequestContext } from './policy/request-context';
import type { ParsedPolicy } from './policy/statement';
import { trustPolicies } from './resources/attached';

/** Which uses to replay, both ends included. */
export interface ReplayedPeriod {
  /** @default the first use that was noted */
  readonly from?: Date;
  /** @default the last one */
  readonly to?: Date;
}

/** What would become of a use today. */
export interface ReplayedUse {
  readonly use: Use;
  /**
   * - `allowed`
   * - `denied-by-boundary`: without the boundary it would be allowed
   * - `denied-anyway`: neither the identity policies nor the resource allow it, whatever the boundary says
   * - `nobody`: no user or role has the ARN any more
   */
  readonly outcome: 'allowed' | 'denied-by-boundary' | 'denied-anyway' | 'nobody';
  /** ARN of the boundary that stands; absent where none does. */
  readonly boundaryArn?: string;
  /** What the evaluator said; absent for `nobody`. */
  readonly verdict?: Verdict;
}

/**
 * Judges what was done by what its doers may do now, every change long propagated.
 *
 * It knows what really happened and the policies that stand, and nothing of how anybody came to choose those policies.
 *
 * @param attached finds the policy of what it was done to; default: the trust policies of roles
 * @throws UnsupportedPolicyError for a deny whose condition the evaluator does not know
 */
export function replay(
  state: AccountState,
  { from, to }: ReplayedPeriod = {},
  attached: AttachedPolicies = trustPolicies(state),
): readonly ReplayedUse[] {
  const principals = principalsByArn(state);
  return state.usage.all
    .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at <= to))
    .map((use) => {
      const principal = principals.get(use.arn);
      return principal ? replayed(state, principal, use, attached) : { use, outcome: 'nobody' };
    });
}

/** What would become of one use today; undefined where nobody has its ARN. */
export function replayedNow(state: AccountState, use: Use, attached: AttachedPolicies): ReplayedUse | undefined {
  const principal = principalsByArn(state).get(use.arn);
  return principal && replayed(state, principal, use, attached);
}

function principalsByArn(state: AccountState): ReadonlyMap<string, User | Role> {
  return new Map<string, User | Role>([
    ...[...state.users.values()].map((one) => [state.arnOf('user', one), one] as const),
    ...[...state.roles.values()].map((one) => [state.arnOf('role', one), one] as const),
  ]);
}

function replayed(state: AccountState, principal: User | Role, use: Use, attached: AttachedPolicies): ReplayedUse {
  const { identity, boundary } = permissionsOf(state, principal, 0);
  const context = new RequestContext({ ...keysOf(state, principal, use), ...use.context });
  const who = 'groups' in principal ? userNamed(state, principal) : sessionOf(state, principal, SESSION);
  const judged = (request: AccessRequest, bound: typeof boundary) => {
    const found = attached(request.resource);
    return evaluate(request, identity, bound, found && { ...found, who });
  };
  const requests = resourcesOf(use, identity, context).map((resource) => ({ action: use.action, resource, context }));
  const granted = requests.filter((request) => judged(request, undefined).kind === 'allowed');
  const verdicts = (granted.length > 0 ? granted : requests).map((request) => judged(request, boundary));
  // A boundary that refuses one of the resources that are granted has taken something away.
  const verdict = verdicts.find(({ kind }) => kind !== 'allowed') ?? { kind: 'allowed' };
  const boundaryArn = principal.boundary.current;
  return {
    use,
    outcome: granted.length === 0 ? 'denied-anyway' : verdict.kind === 'allowed' ? 'allowed' : 'denied-by-boundary',
    ...(boundaryArn !== undefined && { boundaryArn }),
    verdict,
  };
}

/** What the sessions of roles are called. */
const SESSION = 'replay';

/** Where the history does not say what it was done to, everything comes into question that the policies name. */
function resourcesOf({ resource }: Use, identity: readonly ParsedPolicy[], context: RequestContext): readonly string[] {
  if (resource !== undefined) return [resource];
  const named = identity.flatMap(({ Statement }) =>
    Statement.flatMap(({ Effect, Resource }) => (Effect === 'Allow' ? (Resource ?? []) : [])),
  );
  // A wildcard stays as it is: only a wildcard covers a star.
  const filled = named.flatMap((pattern) => substitute(pattern, context) ?? []);
  return [...new Set(['*', ...filled])];
}

function keysOf(state: AccountState, principal: User | Role, { at, arn }: Use) {
  const isUser = 'groups' in principal;
  return {
    ...Object.fromEntries([...principal.tags].map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    'aws:CurrentTime': at.toISOString(),
    'aws:EpochTime': String(Math.floor(at.getTime() / 1000)),
    'aws:PrincipalAccount': state.accountId,
    'aws:ResourceAccount': state.accountId,
    'aws:PrincipalArn': arn,
    'aws:PrincipalType': isUser ? 'User' : 'AssumedRole',
    'aws:userid': isUser ? principal.id : `${principal.id}:${SESSION}`,
    ...(isUser && { 'aws:username': principal.name }),
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': 'us-east-1',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
  };
}
