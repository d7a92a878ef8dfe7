import type { AuditRules } from '../rules';

/** Exact ARNs of users and roles that a guardrail never changes; an exemption that ends is no promise. */
export function sparedArnsOf(
  { protectedArns, exemptions }: Pick<AuditRules, 'protectedArns' | 'exemptions'>,
  guardrail: AuditRules['exemptions'][number]['from'][number],
): string[] {
  const exempt = exemptions
    .filter(({ from, expires }) => from.includes(guardrail) && expires === undefined)
    .flatMap(({ match: { arn } }) => (arn === undefined || /[*?]/.test(arn) ? [] : [arn]));
  return [...new Set([...protectedArns, ...exempt])];
}
