import { accessDenied, type AwsError } from '../../wire/aws-error';
import type { Caller } from './caller';
import { evaluate, type ResourceSide, type Verdict } from '../../policy/evaluator';
import type { AttachedPolicy } from '../../policy/attached';
import { RequestContext } from '../../policy/request-context';
import type { Requester } from '../../policy/requester';
import { permissionsOf, type Permissions } from './permissions';
import { requesterFor, sessionOf } from './requesters';
import type { AccountState } from '../state';

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
  /** @default the resource has no policy of its own */
  readonly attached?: AttachedPolicy;
}

/** Decides whether a caller may do something, by the permissions as they were one propagation lag ago. */
export class Authorizer {
  constructor(
    private readonly state: AccountState,
    private readonly propagationMs: number,
  ) {}

  /** @throws AwsError in AWS's words where the caller may not */
  require(caller: Caller, { action, resource, context, attached }: Demand): void {
    const request = { action, resource, context: new RequestContext({ ...this.globalKeys(caller), ...context }) };
    const { identity, boundary } = this.policiesOf(caller);
    const verdict = evaluate(request, identity, boundary, sideOf(attached, requesterFor(this.state, caller)));
    if (verdict.kind !== 'allowed') throw denied(caller.arn, request, verdict);
  }

  /** What AWS asks of a role before it acts for it, such as reading a queue for a function. */
  roleMay(roleId: string, { action, resource, context, attached }: Demand): boolean {
    const role = this.state.roles.get(roleId);
    const keys = {
      'aws:SecureTransport': 'true',
      'aws:ResourceAccount': this.state.accountId,
      'aws:PrincipalArn': role && this.state.arnOf('role', role),
      ...context,
    };
    const request = { action, resource, context: new RequestContext(keys) };
    if (role === undefined) return false;
    const { identity, boundary } = permissionsOf(this.state, role, this.propagationMs);
    const side = sideOf(attached, sessionOf(this.state, role, 'service'));
    return evaluate(request, identity, boundary, side).kind === 'allowed';
  }

  private policiesOf({ identity, user }: Caller): Permissions {
    if (user) return permissionsOf(this.state, user, this.propagationMs);
    if (identity.type !== 'AssumedRole') return UNBOUND;
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

/** No identity policy binds Root and what Root issues; the denies of resources do. */
const UNBOUND: Permissions = {
  identity: [
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} }],
    },
  ],
  boundary: undefined,
};

const sideOf = (attached: AttachedPolicy | undefined, who: Requester): ResourceSide | undefined =>
  attached && { ...attached, who };

function denied(
  arn: string,
  { action, resource }: Pick<Demand, 'action' | 'resource'>,
  verdict: Exclude<Verdict, { kind: 'allowed' }>,
): AwsError {
  const because =
    verdict.kind === 'explicit-deny'
      ? `with an explicit deny in ${verdict.by.startsWith('i') ? 'an' : 'a'} ${verdict.by}`
      : `because no ${verdict.by} allows the ${action} action`;
  return accessDenied(`User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`);
}
