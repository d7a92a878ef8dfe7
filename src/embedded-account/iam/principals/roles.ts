import { z } from 'zod';
import { alreadyExists, AwsError, deleteConflict } from '../../wire/aws-error';
import { boundaryAnswer, boundingPolicy } from '../policies/boundaries';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from '../call';
import { encodedDocument } from '../policies/documents';
import { addRole } from './principals';
import { changeableRole } from './protected-roles';
import type { AccountState, Role } from '../state';
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
  const used = state.usage.lastUseOfAny(state.arnOf('role', role), state.clock.now());
  return {
    ...boundaryAnswer(role),
    Tags: tagsOf(role),
    RoleLastUsed: used ? { LastUsedDate: used, Region: 'us-east-1' } : {},
  };
}

function refuseDependents(role: Role): void {
  if (role.attached.current.length > 0) {
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  }
  if (Object.keys(role.inline.current).length > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
}

export const ROLE_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateRole: (call) => {
    const name = checkedName(call.params.text('RoleName'), 'roleName', 64);
    const trust = z.looseObject({}).parse(JSON.parse(call.params.text('AssumeRolePolicyDocument')));
    if (call.state.findRole(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const path = checkedPath(call.params.optional('Path'));
    const bound = call.params.optional('PermissionsBoundary');
    const boundary = bound === undefined ? {} : { boundary: boundingPolicy(call.state, bound) };
    const role = addRole(call.state, { name, path, trust, ...boundary });
    setTags(role, call.params.tags());
    return { Role: { ...answerOf(call, role), ...boundaryAnswer(role) } };
  },
  DeleteRole: (call) => {
    const role = changeableRole(call);
    refuseDependents(role);
    call.state.roles.delete(role.id);
    return undefined;
  },
  ListRoles: (call) => {
    const prefix = checkedPath(call.params.optional('PathPrefix'));
    const found = [...call.state.roles.values()].filter(({ path }) => path.startsWith(prefix));
    const { items, rest } = page(call, found);
    return { Roles: items.map((role) => answerOf(call, role)), ...rest };
  },
  GetRole: (call) => {
    const role = call.state.roleNamed(call.params.text('RoleName'));
    return { Role: { ...answerOf(call, role), ...roleExtras(call.state, role) } };
  },
  TagRole: (call) => {
    setTags(changeableRole(call), call.params.tags());
    return undefined;
  },
  UntagRole: (call) => {
    removeTags(changeableRole(call), call.params);
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
