import { trustsOutsidersOnly } from './trust';

/** Why no scheduled guardrail touches somebody. */
export type Protection =
  | 'service-linked-role'
  | 'identity-center-role'
  | 'own-role'
  | 'deployment-role'
  | 'aws-control-role'
  | 'protected-by-setting';

/** Whom the settings protect, and by what the project's own roles are known. */
export interface ProtectionRules {
  /** Exact ARNs of users and roles. */
  readonly protectedArns: readonly string[];
  /** Role that Terraform assumes. Absent: it deploys with the credentials as they are. */
  readonly deploymentRoleArn?: string;
  readonly ownRoles: { readonly path: string; readonly names: readonly string[] };
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
 * Nothing that a caller could have written protects (THREATS R4): IAM reserves the paths, the ARNs are exact, and a name
 * of a control role counts only where nobody of this account may assume the role.
 *
 * @returns undefined for whom nothing protects
 * @throws Error for a control role whose trust policy cannot be read
 */
export function protectionOf(facts: Protectable, rules: ProtectionRules): Protection | undefined {
  const { kind, arn, name, path } = facts;
  if (kind === 'role' && path.startsWith('/aws-service-role/')) return 'service-linked-role';
  if (kind === 'role' && path.startsWith('/aws-reserved/sso.amazonaws.com/')) return 'identity-center-role';
  if (kind === 'role' && path === rules.ownRoles.path && rules.ownRoles.names.includes(name)) return 'own-role';
  if (arn === rules.deploymentRoleArn) return 'deployment-role';
  if (rules.protectedArns.includes(arn)) return 'protected-by-setting';
  return isControlRole(facts) ? 'aws-control-role' : undefined;
}

function isControlRole({ kind, accountId, arn, name, trust }: Protectable): boolean {
  if (kind !== 'role' || trust === undefined || !CONTROL_ROLES.some((known) => known.test(name))) return false;
  return trustsOutsidersOnly(trust, accountId, `the trust policy of ${arn}`);
}
