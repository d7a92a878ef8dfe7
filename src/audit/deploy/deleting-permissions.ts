import { copiesOf } from '../../domain/deletion/copy';
import type { Statement } from '../../domain/policy/policy-document';
import type { AuditNames } from './names';
import { allow, only, spares, tellsMissing, when } from './statements';

/** Names and ARNs that narrow what a function that deletes may do. */
export interface DeletionNames extends AuditNames {
  /** Managed policies of the account, and those of AWS. */
  readonly policies: readonly string[];
  readonly instanceProfiles: string;
  readonly virtualDevices: string;
  /** Groups that nobody is taken out of, whoever it is: those of the admins. */
  readonly untouchableGroups: readonly string[];
}

/**
 * What a function may do that deletes users and roles: read them whole, keep a copy, and take away. It creates nobody,
 * attaches nothing and replaces nothing in IAM; who may delete may not create.
 *
 * IAM asks for the group, and not for the user, of whoever takes a user out of it, and for the instance profile, not the
 * role (Service Authorization Reference, IAM): admins are spared by their groups, and roles by what is asked for before.
 */
export function deletionPermissions(names: DeletionNames): Statement[] {
  const { users, roles, groups, instanceProfiles, virtualDevices, untouchableGroups, policies, bucketArn } = names;
  const { change } = names.functions;
  const copies = [`${bucketArn}/${copiesOf(names.accountId)}/*`];
  return [
    allow('ReadUsers', [users], ...READS_OF_USERS),
    allow('ReadRoles', [roles], ...READS_OF_ROLES),
    allow('ReadPolicies', policies, 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    allow('ReadInstanceProfiles', [instanceProfiles], 'iam:GetInstanceProfile'),
    allow('ReadCopies', copies, 's3:GetObject'),
    tellsMissing(names),
    only(change, allow('KeepCopies', copies, 's3:PutObject')),
    only(change, allow('DeleteUsers', [users], ...DELETES_OF_USERS)),
    only(change, allow('DeleteRoles', [roles], ...DELETES_OF_ROLES)),
    only(change, allow('LeaveGroups', [groups], 'iam:RemoveUserFromGroup')),
    only(change, allow('DeleteDevices', [virtualDevices], 'iam:DeleteVirtualMFADevice')),
    only(change, allow('EmptyInstanceProfiles', [instanceProfiles], ...DELETES_OF_PROFILES)),
    ...when(untouchableGroups.length > 0, {
      ...{ Sid: 'SpareAdmins', Effect: 'Deny', Action: ['iam:RemoveUserFromGroup'], Resource: untouchableGroups },
    }),
    spares(names, [...DELETES_OF_ROLES, ...DELETES_OF_USERS], names.reserved),
  ];
}

const READS_OF_USERS = [
  ...['iam:GetLoginProfile', 'iam:GetSSHPublicKey', 'iam:GetUser', 'iam:GetUserPolicy', 'iam:ListAccessKeys'],
  ...['iam:ListAttachedUserPolicies', 'iam:ListGroupsForUser', 'iam:ListMFADevices', 'iam:ListSSHPublicKeys'],
  ...['iam:ListServiceSpecificCredentials', 'iam:ListSigningCertificates', 'iam:ListUserPolicies'],
];

const READS_OF_ROLES = [
  ...['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListInstanceProfilesForRole'],
  'iam:ListRolePolicies',
];

const DELETES_OF_USERS = [
  ...['iam:DeactivateMFADevice', 'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:DeleteSSHPublicKey'],
  ...['iam:DeleteServiceSpecificCredential', 'iam:DeleteSigningCertificate', 'iam:DeleteUser'],
  ...['iam:DeleteUserPolicy', 'iam:DetachUserPolicy'],
];

const DELETES_OF_ROLES = ['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'];

const DELETES_OF_PROFILES = ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'];
