import { AwsError, noSuchEntity } from '../../wire/aws-error';
import type { IamCall, IamOperation } from '../call';
import { changeableRole } from '../principals/protected-roles';
import type { Role, User } from '../entities';
import type { AccountState } from '../state';

type Kind = 'User' | 'Role';

const POLICY_ARN = /^arn:[a-z-]+:iam::(\d{12}|aws):policy\/[!-~]+$/;

/** @throws AwsError for a text that is no ARN of a policy, and for a policy that cannot bound anybody */
export function boundingPolicy(state: AccountState, arn: string): string {
  if (!POLICY_ARN.test(arn)) throw new AwsError('InvalidInput', `ARN ${arn} is not valid.`, 400);
  if (arn.includes(':iam::aws:policy/aws-service-role/')) {
    throw new AwsError('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.', 400);
  }
  if (!state.policies.has(arn)) throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
  return arn;
}

/** What a principal is answered with where a boundary stands. */
export function boundaryAnswer({ boundary }: User | Role) {
  const arn = boundary.current;
  return arn === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn } };
}

function target(call: IamCall, kind: Kind): User | Role {
  return kind === 'User' ? call.state.userNamed(call.params.text('UserName')) : changeableRole(call);
}

/** The operations on the boundaries of users and of roles are the same but for the name of the parameter. */
const operationsOn = (kind: Kind): Readonly<Record<string, IamOperation>> => ({
  // Replaces what stands there, whoever set it.
  [`Put${kind}PermissionsBoundary`]: (call) => {
    const { boundary } = target(call, kind);
    boundary.set(boundingPolicy(call.state, call.params.text('PermissionsBoundary')));
    return undefined;
  },
  [`Delete${kind}PermissionsBoundary`]: (call) => {
    const { boundary, name } = target(call, kind);
    if (boundary.current === undefined) throw noSuchEntity(`${kind} ${name} has no permissions boundary.`);
    boundary.set(undefined);
    return undefined;
  },
});

export const BOUNDARY_OPERATIONS = { ...operationsOn('User'), ...operationsOn('Role') };
