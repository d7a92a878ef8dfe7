import { serviceOf } from '../../../domain/policy/action-pattern';
import { UNTRACKED_ACTIONS } from '../../../domain/policy/untracked';

/** Whoever is denied this can take on no role, and not even ask who they are. */
const STS = 'sts';

/** Services of which Access Advisor does not see every use: what they are used for might be what is denied. */
export const DEFAULT_NEVER_DENY: readonly string[] = [...new Set(UNTRACKED_ACTIONS.map(serviceOf))]
  .filter((service) => service !== STS)
  .sort();

/** What nobody is denied, in the order of the alphabet. @param setting `unusedServiceDeny.neverDeny` */
export function neverDenied(setting: readonly string[]): readonly string[] {
  return [...new Set([STS, ...setting])].sort();
}
