import { activityOf } from '../../../domain/credentials/user-credentials';
import type { ServiceUse } from '../../../domain/service-roles/use';
import { few } from '../../../domain/notice/lists';
import { ageDaysOf } from '../../../domain/run/usage';
import type { Rules } from '../rules';
import type { CleanableSubject, Needed } from '../subject';
import { activityOfRole } from './unused';

type Dated = Pick<CleanableSubject, 'kind' | 'createdAt' | 'lastUsedAt' | 'credentials'>;

/**
 * Whether a user or role is due to be disabled, or will be before another warning is over: of it alone it is found out
 * whether somebody needs it.
 */
export function isSoonDue(
  subject: Dated,
  { users, roles, warnDays }: Pick<Rules, 'users' | 'roles' | 'warnDays'>,
  now: Date,
): boolean {
  const { disable } = subject.kind === 'user' ? users : roles;
  const seenAt = seenAtOf(subject);
  return disable > 0 && seenAt !== undefined && ageDaysOf(seenAt, now) > disable - warnDays;
}

/** Undefined where nobody can tell, or nobody looks. */
function seenAtOf(subject: Dated): string | undefined {
  if (subject.kind === 'role') return activityOfRole(subject);
  return subject.credentials?.kind === 'known' ? activityOf(subject.credentials.credentials) : undefined;
}

/**
 * Why a user or role is left though nobody has used it for long.
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
