import { MODES } from '../../domain/mode';
import * as z from 'zod';
import { exactRoleArn, groupId, groupName, policyName, sentence, userArn, userId } from '../../setting-values/shapes';

/** IAM calls that act on the caller and grant nothing; no other call can be made self-service. */
export const SELF_SERVICE = [
  'ChangePassword',
  'CreateVirtualMFADevice',
  'EnableMFADevice',
  'ResyncMFADevice',
  'DeactivateMFADevice',
  'DeleteVirtualMFADevice',
  'CreateAccessKey',
  'UpdateAccessKey',
  'DeleteAccessKey',
  'UploadSSHPublicKey',
  'UpdateSSHPublicKey',
  'DeleteSSHPublicKey',
  'UploadSigningCertificate',
  'UpdateSigningCertificate',
  'DeleteSigningCertificate',
  'CreateServiceSpecificCredential',
  'UpdateServiceSpecificCredential',
  'ResetServiceSpecificCredential',
  'DeleteServiceSpecificCredential',
  // Reads reach the guardrail with readOnlyCalls only; the console's own-credentials page makes these.
  'GetUser',
  'GetLoginProfile',
  'GetUserPolicy',
  'GetAccessKeyLastUsed',
  'GetSSHPublicKey',
  'GetAccountPasswordPolicy',
  'GetAccountSummary',
  'ListAccountAliases',
  'ListAccessKeys',
  'ListMFADevices',
  'ListVirtualMFADevices',
  'ListSSHPublicKeys',
  'ListSigningCertificates',
  'ListServiceSpecificCredentials',
  'ListGroupsForUser',
  'ListAttachedUserPolicies',
  'ListUserPolicies',
  'ListUserTags',
] as const;

/** Those of them that know no narrower resource than the account. */
export const ON_THE_ACCOUNT: readonly (typeof SELF_SERVICE)[number][] = [
  'GetAccountPasswordPolicy',
  'GetAccountSummary',
  'ListAccountAliases',
  'ListVirtualMFADevices',
];

/** What an ordinary user needs for a first sign-in and an MFA device of their own. */
export const DEFAULT_SELF_SERVICE: readonly (typeof SELF_SERVICE)[number][] = [
  'ChangePassword',
  'CreateVirtualMFADevice',
  'EnableMFADevice',
  'ResyncMFADevice',
  // Of the own name only: what the console calls when somebody aborts and starts again.
  'DeleteVirtualMFADevice',
];

const adminGroup = z.union([
  groupName,
  z.strictObject({
    name: groupName,
    id: groupId.describe('GroupId that must stand behind the name, or the plan fails (THREATS R2)'),
  }),
]);

const nameOf = (group: z.output<typeof adminGroup>) => (typeof group === 'string' ? group : group.name);

/** IAM tells no two groups apart by the case of their names. */
function eachNamedOnce(groups: readonly z.output<typeof adminGroup>[], context: z.core.$RefinementCtx): void {
  const names = groups.map((group) => nameOf(group).toLowerCase());
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first === index) return;
    const message = `the same group as revoker.adminGroups[${first}], for group names are case-insensitive; allowed: each name once`;
    context.addIssue({ code: 'custom', path: [index], message });
  });
}

const exemption = z.strictObject({
  arn: userArn.describe('Exact ARN: no pattern, so that nobody can be named into an exemption (THREATS R4)'),
  id: userId.describe('Unique id: a user deleted and made again under the same name is not exempt'),
  reason: sentence.describe('Why this user may call IAM without being an admin'),
  owner: sentence.describe('Who answers for the exemption; default: nobody is named').optional(),
});

/** The path of the roles of Identity Center, which IAM keeps for it: who has one is who an administrator there says. */
export const IDENTITY_CENTER_PATH = '/aws-reserved/sso.amazonaws.com/';

/** The revoker's part of the settings. */
export const revokerSettings = z.strictObject({
  mode: z
    .enum(MODES)
    .default('enforce')
    .describe('enforce revokes; observe judges and tells, and changes nothing; off leaves the guardrail out'),
  adminGroups: z
    .union([
      z.literal('none'),
      z
        .array(adminGroup)
        .refine((groups) => groups.length > 0, {
          error: 'name at least one group, or write "none" for an account without IAM admins',
        })
        .superRefine(eachNamedOnce),
    ])
    .default(['Administrators'])
    .describe('Groups whose members may call IAM; "none" where admins are roles'),
  exempt: z
    .array(exemption)
    .default([])
    .describe('Users outside the admin groups who may call IAM, such as break-glass'),
  adminRoles: z
    .array(z.union([z.literal(IDENTITY_CENTER_PATH), exactRoleArn]))
    .describe(
      `Roles whose sessions may make admins, by exact ARN, or the path of Identity Center; default: assumeRoleArn and ${IDENTITY_CENTER_PATH}`,
    )
    .optional(),
  selfService: z
    .array(z.enum(SELF_SERVICE))
    .default([...DEFAULT_SELF_SERVICE])
    .describe('Calls on oneself that are no violation; [] revokes for these too'),
  denySparesSelfService: z
    .boolean()
    .default(false)
    .describe('Whether a revoked user keeps the self-service calls on themselves'),
  failedCalls: z
    .enum(['ignore', 'notify', 'revoke'])
    .default('revoke')
    .describe('What a refused IAM call by a user outside the admin groups leads to'),
  viaServices: z
    .enum(['revoke', 'notify'])
    .default('revoke')
    .describe('What a call that a service such as CloudFormation makes in the name of a user leads to'),
  readOnlyCalls: z
    .boolean()
    .default(false)
    .describe('Whether calls that only read are judged too: Get, List, Describe, Generate and Simulate'),
  denyPolicyName: policyName.default('DenyIAMAccess').describe('Name of the managed policy that takes IAM away'),
  maxConcurrency: z
    .int()
    .min(2)
    .max(1000)
    .default(5)
    .describe('Events judged at the same time; the rest of a burst waits in the queue'),
});

export type RevokerSettings = z.output<typeof revokerSettings>;

/** Names of the admin groups; none for an account without IAM admins. */
export function adminGroupNames({ adminGroups }: Pick<RevokerSettings, 'adminGroups'>): string[] {
  return adminGroups === 'none' ? [] : adminGroups.map(nameOf);
}

/** What says whose sessions may make admins. */
export interface AdminRoleSettings {
  readonly revoker: Pick<RevokerSettings, 'adminRoles'>;
  /** Role that Terraform assumes to deploy. */
  readonly assumeRoleArn?: string | undefined;
}

/** Whose sessions may make admins unless the settings say otherwise. */
export function defaultAdminRoles({ assumeRoleArn }: Pick<AdminRoleSettings, 'assumeRoleArn'>): readonly string[] {
  return [...(assumeRoleArn === undefined ? [] : [assumeRoleArn]), IDENTITY_CENTER_PATH];
}

/** Whose sessions may make admins: exact ARNs of roles, and paths, which begin with a slash. */
export const adminRolesOf = (settings: AdminRoleSettings): readonly string[] =>
  settings.revoker.adminRoles ?? defaultAdminRoles(settings);
