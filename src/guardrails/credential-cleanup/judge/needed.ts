import type { ServiceUse } from '../../../domain/service-roles/use';
import { few } from '../../../domain/notice/lists';
import { ageDaysOf } from '../../../domain/run/usage';
import type { Rules } from '../rules';
import type { CleanableSubject, Needed } from '../subject';
import { activityOfRole } from './unused';

/**
 * Whether a role is due to be disabled, or will be before another warning is over: of it alone others are asked whether they
 * need it.
 */
export function isSoonDue(
  role: Pick<CleanableSubject, 'kind' | 'createdAt' | 'lastUsedAt'>,
  { roles, warnDays }: Pick<Rules, 'roles' | 'warnDays'>,
  now: Date,
): boolean {
  if (role.kind !== 'role' || roles.disable === 0) return false;
  return ageDaysOf(activityOfRole(role), now) > roles.disable - warnDays;
}

/**
 * Why a role is left though nobody has used it for long.
 *
 * A use that is known counts for more than what nobody could say.
 *
 * @param namedBy ARNs of other roles whose trust policies name it
 */
export function neededFor(use: ServiceUse, namedBy: readonly string[]): Needed | undefined {
  if (use.kind === 'used') return { reason: 'service-role', why: `${use.by} has it` };
  if (namedBy.length > 0) return { reason: 'named-in-trust', why: `the trust policy of ${few(namedBy)} names it` };
  return use.kind === 'unknown' ? { reason: 'service-unknown', why: use.why } : undefined;
}
