import { alreadyExists, AwsError, deleteConflict, limitExceeded, validationError } from '../../wire/aws-error';
import { boundaryAnswer, boundingPolicy } from '../policies/boundaries';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from '../call';
import { addRole } from './principals';
import { changeableRole } from './protected-roles';
import { roleAnswer, roleExtras } from './role-answer';
import type { Role } from '../entities';
import type { AccountState } from '../state';
import { removeTags, setTags, tagsOf } from './tags';
import { checkedTrust } from './trust-policy';

const LONGEST_DESCRIPTION = 1000;
const [SHORTEST_SESSION, LONGEST_SESSION] = [3600, 43_200];

/** @throws AwsError for a description or a session length that IAM does not take */
function describedIn({ params }: IamCall): Partial<Pick<Role, 'description' | 'maxSessionSeconds'>> {
  const [description, length] = [params.optional('Description'), params.optional('MaxSessionDuration')];
  if ((description?.length ?? 0) > LONGEST_DESCRIPTION) {
    throw validationError(`Value at 'description' must have length less than or equal to ${LONGEST_DESCRIPTION}`);
  }
  const maxSessionSeconds = Number(length ?? SHORTEST_SESSION);
  if (!(maxSessionSeconds >= SHORTEST_SESSION && maxSessionSeconds <= LONGEST_SESSION)) {
    throw validationError(
      `Value '${length}' at 'maxSessionDuration' must be from ${SHORTEST_SESSION} to ${LONGEST_SESSION}`,
    );
  }
  return {
    ...(description !== undefined && { description }),
    ...(length !== undefined && { maxSessionSeconds }),
  };
}

function refuseDependents(state: AccountState, role: Role): void {
  if (state.profilesOf(role.id).length > 0) {
    throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  }
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
    const { RolesQuota } = call.state.quotas;
    const trust = checkedTrust(call.state, call.params.text('AssumeRolePolicyDocument'));
    const described = describedIn(call);
    if (call.state.roles.size >= RolesQuota) {
      throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${RolesQuota}`);
    }
    if (call.state.findRole(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const path = checkedPath(call.params.optional('Path'));
    const bound = call.params.optional('PermissionsBoundary');
    const boundary = bound === undefined ? {} : { boundary: boundingPolicy(call.state, bound) };
    const role = addRole(call.state, { name, path, trust, ...described, ...boundary });
    setTags(role, call.params.tags());
    return { Role: { ...roleAnswer(call.state, role), ...boundaryAnswer(role) } };
  },
  // IAM gives a description or a length that is left out its default.
  UpdateRole: (call) => {
    const { description, maxSessionSeconds } = describedIn(call);
    const role = changeableRole(call);
    delete role.description;
    Object.assign(role, { ...(description !== undefined && { description }) });
    role.maxSessionSeconds = maxSessionSeconds ?? SHORTEST_SESSION;
    return {};
  },
  UpdateAssumeRolePolicy: (call) => {
    const role = changeableRole(call);
    const text = call.params.text('PolicyDocument');
    checkedTrust(call.state, text);
    role.trust = text;
    return undefined;
  },
  DeleteRole: (call) => {
    const role = changeableRole(call);
    refuseDependents(call.state, role);
    call.state.roles.delete(role.id);
    return undefined;
  },
  ListRoles: (call) => {
    const prefix = checkedPath(call.params.optional('PathPrefix'));
    const found = [...call.state.roles.values()].filter(({ path }) => path.startsWith(prefix));
    const { items, rest } = page(call, found);
    return { Roles: items.map((role) => roleAnswer(call.state, role)), ...rest };
  },
  GetRole: (call) => {
    const role = call.state.roleNamed(call.params.text('RoleName'));
    return { Role: { ...roleAnswer(call.state, role), ...roleExtras(call.state, role) } };
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
    return { Role: roleAnswer(call.state, addRole(call.state, { name, path: `/aws-service-role/${service}/` })) };
  },
};

export function serviceLinkedName(service: string): string {
  const [prefix = ''] = service.split('.');
  return `AWSServiceRoleFor${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}`;
}
