import { trustedBy } from './trust';

/** Why no scheduled guardrail touches somebody. */
export const PROTECTIONS = [
  'service-linked-role',
  'identity-center-role',
  'own-role',
  'own-group',
  'deployment-role',
  'protected-by-setting',
  'aws-control-role',
  /** Looks like a control role, and nothing that only an administrator can write says that it is one. */
  'unpinned-control-role',
] as const;

export type Protection = (typeof PROTECTIONS)[number];

/** Whom the settings protect, and by what the project's own roles are known. */
export interface ProtectionRules {
  /** Exact ARNs of users and roles. */
  readonly protectedArns: readonly string[];
  /** Role that Terraform assumes. Absent: it deploys with the credentials as they are. */
  readonly deploymentRoleArn?: string;
  readonly ownRoles: { readonly path: string; readonly names: readonly string[] };
  /** Accounts that govern this one, such as the organization's management account. */
  readonly controlAccountIds: readonly string[];
}

/** What IAM says of somebody, as far as it can protect. */
export interface Protectable {
  readonly kind: 'user' | 'role' | 'group';
  readonly accountId: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** Trust policy of a role, plain or URL-encoded (RFC 3986). */
  readonly trust?: string;
}

/** Roles that AWS's own tools make in an account to govern it, by their documented names. */
const CONTROL_ROLES = [
  /^AWSControlTowerExecution$/,
  /^aws-controltower-/,
  /^stacksets-exec-/,
  /^OrganizationAccountAccessRole$/,
  /^AWSCloudFormationStackSetExecutionRole$/,
];

/**
 * Says why somebody is left alone by every scheduled guardrail.
 *
 * Nothing that a caller could have written protects in silence (THREATS R4): IAM reserves the paths, and the ARNs are
 * exact. A control role is known by its name and by the accounts it trusts; where the settings do not name these, it is
 * left alone as well, for AWS's tools may need it, and people are told of it at every run.
 *
 * @returns undefined for whom nothing protects
 */
export function protectionOf(facts: Protectable, rules: ProtectionRules): Protection | undefined {
  const { kind, arn, name, path } = facts;
  if (kind === 'role' && path.startsWith('/aws-service-role/')) return 'service-linked-role';
  if (kind === 'role' && path.startsWith('/aws-reserved/sso.amazonaws.com/')) return 'identity-center-role';
  if (kind === 'role' && path === rules.ownRoles.path && rules.ownRoles.names.includes(name)) return 'own-role';
  // Nothing is ever done to a group: one that somebody puts there is only not reported on.
  if (kind === 'group' && path.startsWith(rules.ownRoles.path)) return 'own-group';
  if (arn === rules.deploymentRoleArn) return 'deployment-role';
  if (rules.protectedArns.includes(arn)) return 'protected-by-setting';
  return controlRole(facts, rules);
}

function controlRole(
  { kind, accountId, name, trust }: Protectable,
  { controlAccountIds }: ProtectionRules,
): Protection | undefined {
  if (kind !== 'role' || trust === undefined || !CONTROL_ROLES.some((known) => known.test(name))) return undefined;
  const trusted = trustedBy(trust, accountId);
  if (!trusted.outsidersOnly) return undefined;
  const isPinned = !trusted.services && trusted.accounts.every((account) => controlAccountIds.includes(account));
  return isPinned ? 'aws-control-role' : 'unpinned-control-role';
}
