import { ROLE, row, type IamWrites, type Whom } from './shape';

const PROFILE: Whom = { kind: 'instance profile', fields: ['parameters.instanceProfileName'] };

/** Roles, who may assume them, what they are given or lose, and the instance profiles that carry them. */
export const ROLE_WRITES: IamWrites = {
  CreateRole: row('makes', 'role', 'created role {name}[, bounded by {parameters.permissionsBoundary}]', {
    name: ['response.role.arn', 'parameters.roleName'],
    id: 'response.role.roleId',
  }),
  CreateServiceLinkedRole: row(
    'makes',
    'role',
    'created service-linked role {name}[ for {parameters.aWSServiceName}]',
    {
      name: ['response.role.arn', 'response.role.roleName'],
      id: 'response.role.roleId',
    },
  ),
  UpdateRole: row(
    'changes',
    'role',
    'changed role {name}[: sessions of up to {parameters.maxSessionDuration} seconds][: description "{parameters.description}"]',
    { name: ['parameters.roleName'] },
  ),
  UpdateRoleDescription: row('changes', 'role', 'changed the description of role {name}', {
    name: ['parameters.roleName'],
  }),
  UpdateAssumeRolePolicy: row(
    'opens',
    'trust-policy',
    'replaced the trust policy of {whom}, which says who may assume it',
    {
      whom: ROLE,
    },
  ),
  DeleteRole: row('removes', 'role', 'deleted role {name}', { name: ['parameters.roleName'] }),
  DeleteServiceLinkedRole: row('removes', 'role', 'asked for the deletion of service-linked role {name}', {
    name: ['parameters.roleName'],
  }),
  AttachRolePolicy: row('opens', 'attached-policy', 'attached policy {name} to {whom}', {
    name: ['parameters.policyArn'],
    whom: ROLE,
  }),
  DetachRolePolicy: row('closes', 'attached-policy', 'detached policy {name} from {whom}', {
    name: ['parameters.policyArn'],
    whom: ROLE,
  }),
  PutRolePolicy: row('opens', 'inline-policy', 'put inline policy {name} on {whom}', {
    name: ['parameters.policyName'],
    whom: ROLE,
  }),
  DeleteRolePolicy: row('closes', 'inline-policy', 'deleted inline policy {name} of {whom}', {
    name: ['parameters.policyName'],
    whom: ROLE,
  }),
  PutRolePermissionsBoundary: row('changes', 'boundary', 'set permissions boundary {name} on {whom}', {
    name: ['parameters.permissionsBoundary'],
    whom: ROLE,
  }),
  DeleteRolePermissionsBoundary: row('opens', 'boundary', 'took the permissions boundary off {whom}', { whom: ROLE }),
  TagRole: row('changes', 'tags', 'tagged {whom} with {name}', { name: ['parameters.tags'], whom: ROLE }),
  UntagRole: row('changes', 'tags', 'took the tags {name} off {whom}', { name: ['parameters.tagKeys'], whom: ROLE }),

  CreateInstanceProfile: row('makes', 'instance-profile', 'created instance profile {name}', {
    name: ['response.instanceProfile.arn', 'parameters.instanceProfileName'],
    id: 'response.instanceProfile.instanceProfileId',
  }),
  DeleteInstanceProfile: row('removes', 'instance-profile', 'deleted instance profile {name}', {
    name: ['parameters.instanceProfileName'],
  }),
  AddRoleToInstanceProfile: row('opens', 'role-in-instance-profile', 'put role {name} into {whom}', {
    name: ['parameters.roleName'],
    whom: PROFILE,
  }),
  RemoveRoleFromInstanceProfile: row('closes', 'role-in-instance-profile', 'took role {name} out of {whom}', {
    name: ['parameters.roleName'],
    whom: PROFILE,
  }),
  TagInstanceProfile: row('changes', 'tags', 'tagged {whom} with {name}', { name: ['parameters.tags'], whom: PROFILE }),
  UntagInstanceProfile: row('changes', 'tags', 'took the tags {name} off {whom}', {
    name: ['parameters.tagKeys'],
    whom: PROFILE,
  }),
};
