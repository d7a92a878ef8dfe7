import { PERMISSIONS_BOUNDARY } from '../contract';
import type { Rules } from '../rules';

/** Exact ARNs of users and roles that never get a boundary; an exemption that ends is no promise. */
export function sparedArnsOf({ protectedArns, exemptions }: Pick<Rules, 'protectedArns' | 'exemptions'>): string[] {
  const exempt = exemptions
    .filter(({ from, expires }) => from.includes(PERMISSIONS_BOUNDARY) && expires === undefined)
    .flatMap(({ match: { arn } }) => (arn === undefined || /[*?]/.test(arn) ? [] : [arn]));
  return [...new Set([...protectedArns, ...exempt])];
}
