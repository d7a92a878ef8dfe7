/** Quotas of IAM that differ between accounts, by their names in `GetAccountSummary`. */
export interface IamQuotas {
  /** @default 1500 */
  readonly PoliciesQuota: number;
  /**
   * Characters of a managed policy that are not white space.
   * @default 6144
   */
  readonly PolicySizeQuota: number;
  /** @default 5 */
  readonly VersionsPerPolicyQuota: number;
  /** @default 10 */
  readonly AttachedPoliciesPerUserQuota: number;
  /** @default 10 */
  readonly AttachedPoliciesPerGroupQuota: number;
  /** @default 10 */
  readonly AttachedPoliciesPerRoleQuota: number;
  /** @default 300 */
  readonly GroupsQuota: number;
  /** @default 10 */
  readonly GroupsPerUserQuota: number;
  /** @default 5000 */
  readonly UsersQuota: number;
  /** @default 1000 */
  readonly RolesQuota: number;
  /** @default 1000 */
  readonly InstanceProfilesQuota: number;
}

export const DEFAULT_QUOTAS: IamQuotas = {
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  VersionsPerPolicyQuota: 5,
  AttachedPoliciesPerUserQuota: 10,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  GroupsQuota: 300,
  GroupsPerUserQuota: 10,
  UsersQuota: 5000,
  RolesQuota: 1000,
  InstanceProfilesQuota: 1000,
};
