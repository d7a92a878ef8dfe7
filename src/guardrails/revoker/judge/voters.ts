import type { Voters } from '../../../domain/admin-roster/roster';
import { accountOf, type Rules } from '../rules';

/** What says who may make admins. */
type VotingRules = Pick<Rules, 'adminRoles' | 'denyPolicyArn' | 'exempt'>;

/**
 * Whether sessions of a role may make admins.
 *
 * @param arn of the role, as CloudTrail names the issuer of a session
 */
export function isAdminRole(arn: string, rules: Omit<VotingRules, 'exempt'>): boolean {
  return rules.adminRoles.some((role) =>
    role.startsWith('/') ? arn.startsWith(`arn:aws:iam::${accountOf(rules)}:role${role}`) : arn === role,
  );
}

/** Who may make admins without being one. */
export const votersOf = (rules: VotingRules): Voters => ({
  exemptIds: rules.exempt.map(({ id }) => id),
  isAdminRole: (arn) => isAdminRole(arn, rules),
});
