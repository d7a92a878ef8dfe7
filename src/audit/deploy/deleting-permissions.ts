import { copiesOf } from '../../domain/deletion/copy';
import type { Statement } from '../../domain/policy/policy-document';
import type { AuditNames } from './names';
import { allow, tellsMissing, when } from './statements';

/** Whom a function deletes, and the names and ARNs that narrow what it may do. */
export interface Deleting {
  readonly whom: readonly ('users' | 'roles')[];
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
 *
 * Whoever grants this denies {@link deletesOf} to all who are to be spared.
 */
export function deletionPermissions(names: AuditNames, { whom, policies, ...of }: Deleting): Statement[] {
  const copies = [`${names.bucketArn}/${copiesOf(names.accountId)}/*`];
  return [
    allow('ReadPolicies', policies, 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    allow('ReadCopies', copies, 's3:GetObject'),
    tellsMissing(names),
    allow('KeepCopies', copies, 's3:PutObject'),
    ...(whom.includes('users') ? onUsers(names, of) : []),
    ...(whom.includes('roles') ? onRoles(names, of) : []),
  ];
}

/** What of users and roles is deleted by it, as actions of IAM that ask for the user or role. */
export const deletesOf = ({ whom }: Pick<Deleting, 'whom'>): readonly string[] => [
  ...(whom.includes('roles') ? DELETES_OF_ROLES : []),
  ...(whom.includes('users') ? DELETES_OF_USERS : []),
];

function onUsers(
  { users, groups }: AuditNames,
  { virtualDevices, untouchableGroups }: Pick<Deleting, 'virtualDevices' | 'untouchableGroups'>,
): readonly Statement[] {
  return [
    allow('ReadUsers', [users], ...READS_OF_USERS),
    allow('DeleteUsers', [users], ...DELETES_OF_USERS),
    allow('LeaveGroups', [groups], 'iam:RemoveUserFromGroup'),
    allow('DeleteDevices', [virtualDevices], 'iam:DeleteVirtualMFADevice'),
    ...when(untouchableGroups.length > 0, {
      ...{ Sid: 'SpareAdmins', Effect: 'Deny', Action: ['iam:RemoveUserFromGroup'], Resource: untouchableGroups },
    }),
  ];
}

const onRoles = (
  { roles }: AuditNames,
  { instanceProfiles }: Pick<Deleting, 'instanceProfiles'>,
): readonly Statement[] => [
  allow('ReadRoles', [roles], ...READS_OF_ROLES),
  allow('ReadInstanceProfiles', [instanceProfiles], 'iam:GetInstanceProfile'),
  allow('DeleteRoles', [roles], ...DELETES_OF_ROLES),
  allow('EmptyInstanceProfiles', [instanceProfiles], ...DELETES_OF_PROFILES),
];

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
