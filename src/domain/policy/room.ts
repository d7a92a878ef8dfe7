/** So many policies of the account's quota are left to everybody else. */
export const RESERVE = 50;

/** How many more policies the project may make. */
export function roomFor(quotas: { readonly policies: number; readonly policiesQuota: number }): number {
  return Math.max(0, quotas.policiesQuota - RESERVE - quotas.policies);
}
