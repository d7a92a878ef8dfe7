import { AwsError } from '../../wire/aws-error';
import type { Demand } from './authorize';
import type { Caller } from './caller';
import { serviceLinkedName } from '../principals/roles';
import type { Params } from '../../wire/query-protocol';
import type { AccountState } from '../state';

/** The kind of resource each action is authorised on (AWS's service authorisation reference). */
const RESOURCE_KINDS = {
  user: [
    ...[
      'GetUser',
      'CreateUser',
      'UpdateUser',
      'DeleteUser',
      'TagUser',
      'UntagUser',
      'ListUserTags',
      'ListGroupsForUser',
    ],
    ...['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary', 'AttachUserPolicy', 'DetachUserPolicy'],
    ...['ListAttachedUserPolicies', 'PutUserPolicy', 'GetUserPolicy', 'DeleteUserPolicy', 'ListUserPolicies'],
    ...['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey', 'ListAccessKeys', 'GetAccessKeyLastUsed'],
    ...['CreateLoginProfile', 'GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'ChangePassword'],
    ...['EnableMFADevice', 'ResyncMFADevice', 'DeactivateMFADevice', 'ListMFADevices'],
    ...['UploadSigningCertificate', 'UpdateSigningCertificate', 'DeleteSigningCertificate', 'ListSigningCertificates'],
    ...['UploadSSHPublicKey', 'UpdateSSHPublicKey', 'DeleteSSHPublicKey', 'GetSSHPublicKey', 'ListSSHPublicKeys'],
    ...['CreateServiceSpecificCredential', 'UpdateServiceSpecificCredential', 'DeleteServiceSpecificCredential'],
    ...['ListServiceSpecificCredentials'],
  ],
  group: [
    ...['GetGroup', 'CreateGroup', 'UpdateGroup', 'DeleteGroup', 'AddUserToGroup', 'RemoveUserFromGroup'],
    ...['AttachGroupPolicy', 'DetachGroupPolicy', 'ListAttachedGroupPolicies', 'PutGroupPolicy', 'GetGroupPolicy'],
    ...['DeleteGroupPolicy', 'ListGroupPolicies'],
  ],
  policy: [
    ...['GetPolicy', 'GetPolicyVersion', 'ListPolicyVersions', 'CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy'],
    ...['SetDefaultPolicyVersion', 'DeletePolicyVersion', 'ListEntitiesForPolicy'],
  ],
  role: [
    ...['GetRole', 'CreateRole', 'DeleteRole', 'CreateServiceLinkedRole'],
    ...['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary', 'AttachRolePolicy', 'DetachRolePolicy'],
    ...['ListAttachedRolePolicies', 'PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy', 'ListRolePolicies'],
    ...['TagRole', 'UntagRole', 'ListRoleTags', 'UpdateRole', 'UpdateAssumeRolePolicy', 'ListInstanceProfilesForRole'],
  ],
  profile: [
    ...['CreateInstanceProfile', 'GetInstanceProfile', 'DeleteInstanceProfile'],
    ...['AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'],
    ...['TagInstanceProfile', 'UntagInstanceProfile'],
  ],
  subject: ['GenerateServiceLastAccessedDetails'],
  mfa: ['CreateVirtualMFADevice', 'DeleteVirtualMFADevice'],
  any: [
    ...['ListUsers', 'ListGroups', 'ListRoles', 'ListPolicies', 'GetAccountSummary', 'GetAccountAuthorizationDetails'],
    ...['GetServiceLastAccessedDetails', 'GenerateCredentialReport', 'GetCredentialReport'],
  ],
} as const;

type Kind = keyof typeof RESOURCE_KINDS;

const KIND_OF = new Map<string, Kind>([
  ...RESOURCE_KINDS.user.map((action) => [action, 'user'] as const),
  ...RESOURCE_KINDS.group.map((action) => [action, 'group'] as const),
  ...RESOURCE_KINDS.policy.map((action) => [action, 'policy'] as const),
  ...RESOURCE_KINDS.role.map((action) => [action, 'role'] as const),
  ...RESOURCE_KINDS.profile.map((action) => [action, 'profile'] as const),
  ...RESOURCE_KINDS.subject.map((action) => [action, 'subject'] as const),
  ...RESOURCE_KINDS.mfa.map((action) => [action, 'mfa'] as const),
  ...RESOURCE_KINDS.any.map((action) => [action, 'any'] as const),
]);

/** Actions whose `iam:PermissionsBoundary` is the boundary already in place, not the one the call brings. */
const BOUNDARY_IN_PLACE = /^(Attach|Detach|Put|Delete)(User|Role)Policy$|^Delete(User|Role)PermissionsBoundary$/;

/**
 * What a call needs to be allowed.
 *
 * @throws AwsError for an action nobody gave a resource: the account never guesses what it would be authorised on
 */
export function iamDemands(action: string, params: Params, caller: Caller, state: AccountState): Demand[] {
  const own = iamDemand(action, params, caller, state);
  if (action !== 'AddRoleToInstanceProfile') return [own];
  // Instances get the role (Service Authorization Reference, IAM: dependent action).
  return [own, { action: 'iam:PassRole', resource: resourceOf('role', action, params, state, roleIn(params, state)) }];
}

const roleIn = (params: Params, state: AccountState) => state.findRole(params.optional('RoleName') ?? '');

function iamDemand(action: string, params: Params, caller: Caller, state: AccountState): Demand {
  const kind = KIND_OF.get(action);
  if (!kind) throw new AwsError('InvalidAction', `the embedded account has no resource for iam:${action}`, 400);
  const target = targetOf(kind, action, params, caller, state);
  const tags = params.list('Tags').length > 0 ? params.tags() : [];
  const keys = [...tags.map(({ Key }) => Key), ...params.list('TagKeys').filter((key) => typeof key === 'string')];
  return {
    action: `iam:${action}`,
    resource: resourceOf(kind, action, params, state, target),
    context: {
      ...(/^(Attach|Detach)/.test(action) && { 'iam:PolicyARN': params.optional('PolicyArn') }),
      'iam:PermissionsBoundary': BOUNDARY_IN_PLACE.test(action)
        ? target?.boundary.current
        : params.optional('PermissionsBoundary'),
      'iam:AWSServiceName': params.optional('AWSServiceName'),
      ...(keys.length > 0 && { 'aws:TagKeys': keys }),
      ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
      ...Object.fromEntries(
        [...(target?.tags ?? [])].flatMap(([key, value]) => [
          [`aws:ResourceTag/${key}`, value],
          [`iam:ResourceTag/${key}`, value],
        ]),
      ),
    },
  };
}

/** The user or role that is there already; absent where the call makes one or speaks of something else. */
function targetOf(kind: Kind, action: string, params: Params, caller: Caller, state: AccountState) {
  if (kind === 'role') return roleIn(params, state);
  if (kind !== 'user') return undefined;
  if (action === 'GetAccessKeyLastUsed') return state.ownerOf(params.optional('AccessKeyId') ?? '');
  const name = params.optional('UserName');
  return name === undefined ? caller.user : state.findUser(name);
}

function resourceOf(
  kind: Kind,
  action: string,
  params: Params,
  state: AccountState,
  target: { readonly path: string; readonly name: string } | undefined,
): string {
  const made = (field: string) => ({ path: params.optional('Path') ?? '/', name: params.optional(field) ?? '' });
  switch (kind) {
    case 'any':
      return '*';
    case 'user':
      return state.arnOf('user', target ?? made('UserName'));
    case 'group':
      return state.arnOf('group', state.findGroup(params.optional('GroupName') ?? '') ?? made('GroupName'));
    case 'policy':
      return action === 'CreatePolicy' ? state.arnOf('policy', made('PolicyName')) : params.text('PolicyArn');
    case 'subject':
      return params.text('Arn');
    case 'mfa':
      return params.optional('SerialNumber') ?? state.arnOf('mfa', made('VirtualMFADeviceName'));
    case 'profile': {
      const profile = state.instanceProfiles.named(params.optional('InstanceProfileName') ?? '');
      return state.arnOf('instance-profile', profile ?? made('InstanceProfileName'));
    }
    case 'role': {
      const service = params.optional('AWSServiceName');
      if (service === undefined) return state.arnOf('role', target ?? made('RoleName'));
      return state.arnOf('role', { path: `/aws-service-role/${service}/`, name: serviceLinkedName(service) });
    }
  }
}
