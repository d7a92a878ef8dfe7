import { accessDenied, type AwsError } from '../wire/aws-error';
import type { Caller } from './caller';
import { evaluate, says, type Verdict } from '../policy/evaluator';
import { parseIdentityPolicy, type ParsedPolicy } from '../policy/statement';
import { RequestContext } from '../policy/request-context';
import type { AccountState, Role, User } from './state';

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
    const keys = { 'aws:SecureTransport': 'true', 'aws:ResourceAccount': this.state.accountId, ...context };
    const request = { action, resource, context: new RequestContext(keys) };
    if (resourcePolicy && says('Deny', [forEverybody(resourcePolicy)], request)) return false;
    return role !== undefined && evaluate(request, this.granted(role), this.boundaryOf(role)).kind === 'allowed';
  }

  /** Nothing binds Root and what Root issues. */
  private policiesOf({
    identity,
    user,
  }: Caller): 'all' | { identity: ParsedPolicy[]; boundary: ParsedPolicy | undefined } {
    if (user) return { identity: this.userPolicies(user), boundary: this.boundaryOf(user) };
    if (identity.type !== 'AssumedRole') return 'all';
    const role = this.state.roles.get(identity.roleId);
    return role
      ? { identity: this.granted(role), boundary: this.boundaryOf(role) }
      : { identity: [], boundary: undefined };
  }

  private userPolicies(user: User): ParsedPolicy[] {
    const groups = user.groups.asOf(this.propagationMs).flatMap((id) => this.state.groups.get(id) ?? []);
    return [user, ...groups].flatMap((one) => this.granted(one));
  }

  private granted({ attached, inline }: Pick<User, 'attached' | 'inline'>): ParsedPolicy[] {
    return [
      ...attached.asOf(this.propagationMs).flatMap((arn) => this.managed(arn) ?? []),
      ...Object.values(inline.asOf(this.propagationMs)).map(parseIdentityPolicy),
    ];
  }

  private boundaryOf({ boundary }: User | Role): ParsedPolicy | undefined {
    const arn = boundary.asOf(this.propagationMs);
    return arn === undefined ? undefined : this.managed(arn);
  }

  /** A policy that was deleted within the lag has no text left to go by. */
  private managed(arn: string): ParsedPolicy | undefined {
    const policy = this.state.policies.get(arn);
    const version = policy?.versions.get(policy.defaultVersion.asOf(this.propagationMs));
    const text = version ?? policy?.versions.get(policy.defaultVersion.current);
    return text && parseIdentityPolicy(text.document);
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
