import { accessDenied, type AwsError } from '../wire/aws-error';
import type { Caller } from './caller';
import { evaluate, says, type Verdict } from '../policy/evaluator';
import type { ParsedPolicy } from '../policy/statement';
import { RequestContext } from '../policy/request-context';
import { permissionsOf, type Permissions } from './permissions';
import type { AccountState } from './state';

/** What one call needs to be allowed. */
export interface Demand {
  /** Such as `iam:GetUser`. */
  readonly action: string;
  readonly resource: string;
  /**
   * Condition keys of the service; the global ones are added here.
   * @default none
   */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /**
   * What the resource's own policy says of everybody; its denies bind, its grants are not looked at.
   * @default the resource has none
   */
  readonly resourcePolicy?: ParsedPolicy;
}

/** Decides whether a caller may do something, by the permissions as they were one propagation lag ago. */
export class Authorizer {
  constructor(
    private readonly state: AccountState,
    private readonly propagationMs: number,
  ) {}

  /** @throws AwsError in AWS's words where the caller may not */
  require(caller: Caller, { action, resource, context, resourcePolicy }: Demand): void {
    const request = { action, resource, context: new RequestContext({ ...this.globalKeys(caller), ...context }) };
    if (resourcePolicy && says('Deny', [forEverybody(resourcePolicy)], request)) {
      throw denied(caller.arn, request, { kind: 'explicit-deny', by: 'resource-based policy' });
    }
    const policies = this.policiesOf(caller);
    if (policies === 'all') return;
    const verdict = evaluate(request, policies.identity, policies.boundary);
    if (verdict.kind !== 'allowed') throw denied(caller.arn, request, verdict);
  }

  /** What AWS asks of a role before it acts for it, such as reading a queue for a function. */
  roleMay(roleId: string, { action, resource, context, resourcePolicy }: Demand): boolean {
    const role = this.state.roles.get(roleId);
    const keys = {
      'aws:SecureTransport': 'true',
      'aws:ResourceAccount': this.state.accountId,
      'aws:PrincipalArn': role && this.state.arnOf('role', role),
      ...context,
    };
    const request = { action, resource, context: new RequestContext(keys) };
    if (resourcePolicy && says('Deny', [forEverybody(resourcePolicy)], request)) return false;
    if (role === undefined) return false;
    const { identity, boundary } = permissionsOf(this.state, role, this.propagationMs);
    return evaluate(request, identity, boundary).kind === 'allowed';
  }

  /** Nothing binds Root and what Root issues. */
  private policiesOf({ identity, user }: Caller): 'all' | Permissions {
    if (user) return permissionsOf(this.state, user, this.propagationMs);
    if (identity.type !== 'AssumedRole') return 'all';
    const role = this.state.roles.get(identity.roleId);
    return role ? permissionsOf(this.state, role, this.propagationMs) : { identity: [], boundary: undefined };
  }

  private globalKeys({ identity, arn, principalId, session, user }: Caller): NonNullable<Demand['context']> {
    const now = this.state.clock.now();
    const role = identity.type === 'AssumedRole' ? this.state.roles.get(identity.roleId) : undefined;
    const tags = [...(user?.tags ?? [])].map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
    return {
      ...Object.fromEntries(tags),
      'aws:CurrentTime': now.toISOString(),
      'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
      'aws:PrincipalAccount': this.state.accountId,
      'aws:ResourceAccount': this.state.accountId,
      'aws:PrincipalArn': role ? this.state.arnOf('role', role) : arn,
      'aws:PrincipalType': identity.type === 'IAMUser' ? 'User' : identity.type,
      'aws:userid': principalId,
      'aws:username': identity.type === 'IAMUser' ? user?.name : undefined,
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': 'us-east-1',
      'aws:PrincipalIsAWSService': 'false',
      'aws:ViaAWSService': 'false',
      'aws:TokenIssueTime': session?.issuedAt.toISOString(),
      'aws:MultiFactorAuthPresent': session && String(session.mfa),
      'lambda:SourceFunctionArn': identity.type === 'AssumedRole' ? identity.lambda?.functionArn : undefined,
    };
  }
}

/** The statements about everybody, or about AWS principals in general. */
const forEverybody = (policy: ParsedPolicy): ParsedPolicy => ({
  ...policy,
  Statement: policy.Statement.filter(({ Principal }) => ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal))),
});

function denied(
  arn: string,
  { action, resource }: Pick<Demand, 'action' | 'resource'>,
  verdict: Exclude<Verdict, { kind: 'allowed' }> | { kind: 'explicit-deny'; by: 'resource-based policy' },
): AwsError {
  const because =
    verdict.kind === 'explicit-deny'
      ? `with an explicit deny in ${verdict.by.startsWith('i') ? 'an' : 'a'} ${verdict.by}`
      : `because no ${verdict.by} allows the ${action} action`;
  return accessDenied(`User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`);
}
