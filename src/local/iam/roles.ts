import { z } from 'zod';
import { alreadyExists, AwsError, limitExceeded } from '../wire/aws-error';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from './call';
import { encodedDocument } from './documents';
import { addRole } from './principals';
import type { AccountState, Role } from './state';
import { removeTags, setTags, tagsOf } from './tags';

const answerOf = ({ state }: IamCall, role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: state.arnOf('role', role),
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: encodedDocument(role.trust),
});

/** As `GetRole` and `GetAccountAuthorizationDetails` answer; the lists leave all of it out. */
export function roleExtras(state: AccountState, role: Role) {
  const boundary = role.boundary.current;
  const used = state.usage.lastUseOfAny(state.arnOf('role', role), state.clock.now());
  return {
    ...(boundary !== undefined && {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
    }),
    Tags: tagsOf(role),
    RoleLastUsed: used ? { LastUsedDate: used, Region: 'us-east-1' } : {},
  };
}

/** Only AWS itself changes the roles it made for its services. */
function changeable({ params, state }: IamCall): Role {
  const name = params.text('RoleName');
  const role = state.roleNamed(name);
  if (role.path.startsWith('/aws-service-role/')) {
    throw new AwsError('UnmodifiableEntity', `Cannot perform the operation on the protected role '${name}'.`, 400);
  }
  return role;
}

export const ROLE_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateRole: (call) => {
    const name = checkedName(call.params.text('RoleName'), 'roleName', 64);
    const trust = z.looseObject({}).parse(JSON.parse(call.params.text('AssumeRolePolicyDocument')));
    if (call.state.findRole(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const path = checkedPath(call.params.optional('Path'));
    const role = addRole(call.state, { name, path, trust });
    setTags(role, call.params.tags());
    return { Role: answerOf(call, role) };
  },
  AttachRolePolicy: (call) => {
    const { attached } = changeable(call);
    const { arn } = call.state.policyOf(call.params.text('PolicyArn'));
    if (attached.current.includes(arn)) return undefined;
    const most = call.state.quotas.AttachedPoliciesPerRoleQuota;
    if (attached.current.length >= most) throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${most}`);
    attached.set([...attached.current, arn]);
    return undefined;
  },
  GetRole: (call) => {
    const role = call.state.roleNamed(call.params.text('RoleName'));
    return { Role: { ...answerOf(call, role), ...roleExtras(call.state, role) } };
  },
  TagRole: (call) => {
    setTags(changeable(call), call.params.tags());
    return undefined;
  },
  UntagRole: (call) => {
    removeTags(changeable(call), call.params);
    return undefined;
  },
  ListRoleTags: (call) => {
    const { items, rest } = page(call, tagsOf(call.state.roleNamed(call.params.text('RoleName'))));
    return { Tags: items, ...rest };
  },
  CreateServiceLinkedRole: (call) => {
    const service = call.params.text('AWSServiceName');
    const name = serviceLinkedName(service);
    if (call.state.findRole(name)) {
      throw new AwsError('InvalidInput', `Service role name ${name} has been taken in this account.`, 400);
    }
    return { Role: answerOf(call, addRole(call.state, { name, path: `/aws-service-role/${service}/` })) };
  },
};

export function serviceLinkedName(service: string): string {
  const [prefix = ''] = service.split('.');
  return `AWSServiceRoleFor${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}`;
}
