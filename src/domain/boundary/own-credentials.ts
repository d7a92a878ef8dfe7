import type { OwnPolicies } from '../policy/own-policies';
import type { Statement } from '../policy/policy-document';

/** What a user may do with their own password, access keys and MFA devices, as far as other policies grant it. */
export const OWN_CREDENTIAL_ACTIONS: readonly string[] = [
  'iam:*AccessKey*',
  'iam:*MFADevice*',
  'iam:ChangePassword',
  'iam:GetUser',
];

/** What somebody needs to read for that; neither can be granted on a resource (Service Authorization Reference). */
export const OWN_CREDENTIAL_READS: readonly string[] = ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'];

/**
 * Lets users look after their own credentials, whatever they used: a key that is rotated once a quarter is the only use of
 * IAM that many of them have.
 *
 * The resources are those of the IAM User Guide ("Allows MFA-authenticated IAM users to manage their own credentials"): a
 * user by name, on whatever path, and any device, for a device need not be called as its user is. A boundary is shared by
 * users and roles; to a role, which has no `aws:username`, none of this applies.
 */
export function ownCredentials({ partition, accountId }: OwnPolicies): readonly Statement[] {
  const own = `arn:${partition}:iam::${accountId}`;
  return [
    {
      Sid: 'OwnCredentials',
      Effect: 'Allow',
      Action: OWN_CREDENTIAL_ACTIONS,
      Resource: [`${own}:mfa/*`, `${own}:user/\${aws:username}`, `${own}:user/*/\${aws:username}`],
      Condition: { StringLike: { 'aws:username': '*' } },
    },
    { Sid: 'OwnCredentialReads', Effect: 'Allow', Action: OWN_CREDENTIAL_READS, Resource: '*' },
  ];
}
