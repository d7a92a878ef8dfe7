import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { Statement } from '../../../domain/policy/policy-document';

export const IAM = 'iam';

/** Letters that actions which only read begin with, after their verb. */
const lettersBut = (verb: string, but: string) =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    .split('')
    .filter((one) => !but.includes(one))
    .map((letter) => `iam:${verb}${letter}*`);

/**
 * Every action of IAM but two that show what users need to know for that, and that no resource narrows:
 * `GetAccountPasswordPolicy` and `ListVirtualMFADevices`.
 *
 * A deny has no way to say "all but these" of one service: `NotAction` would mean every other service as well.
 */
const ALL_BUT_READS: readonly string[] = [
  ...lettersBut('', 'GL'),
  'iam:Generate*',
  ...lettersBut('Get', 'A'),
  'iam:GetAccessKey*',
  'iam:GetAccountA*',
  'iam:GetAccountE*',
  'iam:GetAccountN*',
  'iam:GetAccountPr*',
  'iam:GetAccountS*',
  ...lettersBut('List', 'V'),
];

/** What a user's own credentials do not take of the calls on a user: all that changes or shows what the user may do. */
const ON_ONESELF: readonly string[] = [
  'iam:*GroupsForUser',
  'iam:*LoginProfile',
  'iam:*PrincipalPolicy',
  'iam:*SSHPublicKey*',
  'iam:*ServiceSpecificCredential*',
  'iam:*SigningCertificate*',
  'iam:*UserPermissionsBoundary',
  'iam:*UserPolic*',
  'iam:*UserTags',
  'iam:CreateUser',
  'iam:DeleteUser',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:ListPoliciesGrantingServiceAccess',
  'iam:TagUser',
  'iam:UntagUser',
  'iam:UpdateUser',
];

/**
 * Denies IAM, but for what users may do with their own password, access keys and MFA devices: Access Advisor may know of no
 * use of IAM by somebody who rotates a key once in four months.
 *
 * Their resources are those of the IAM User Guide ("Allows MFA-authenticated IAM users to manage their own credentials").
 */
export function iamDenied({
  partition,
  accountId,
}: Pick<OwnPolicies, 'partition' | 'accountId'>): readonly Statement[] {
  const at = `arn:${partition}:iam::${accountId}`;
  const own = [`${at}:mfa/*`, `${at}:user/\${aws:username}`, `${at}:user/*/\${aws:username}`];
  return [
    { Sid: 'UnusedIam', Effect: 'Deny', Action: ALL_BUT_READS, NotResource: own },
    { Sid: 'UnusedIamOnOneself', Effect: 'Deny', Action: ON_ONESELF, Resource: own },
  ];
}
