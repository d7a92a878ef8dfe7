import { activityOf, type UserCredentials } from '../../../domain/credentials/user-credentials';
import { later } from '../../../domain/run/usage';
import { DELETION_SLOT, DENY_SLOT } from '../kinds';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Unused } from './announce';
import type { Disabled } from './disabled';
import { isIdle } from './idle';

/** When a role was last seen, by what IAM remembers, or made. @returns ISO 8601 */
export const activityOfRole = ({ createdAt, lastUsedAt }: Pick<CleanableSubject, 'createdAt' | 'lastUsedAt'>): string =>
  later(createdAt, lastUsedAt) ?? createdAt;

/** When a user was last seen, or made; by access keys that the guardrail has deleted as well. @returns ISO 8601 */
export const activityOfUser = (credentials: UserCredentials, disabled: Disabled | undefined): string =>
  later(activityOf(credentials), disabled?.deletedKeysSeenAt) ?? credentials.createdAt;

/** When a principal was last seen, and what has become of it. */
interface Activity {
  readonly kind: 'user' | 'role';
  /** ISO 8601; used, or where it never was created. */
  readonly since: string;
  readonly createdAt: string;
  /** Absent: nothing of it is disabled by the guardrail. */
  readonly disabled: Disabled | undefined;
}

/** A user or role that nobody has used. @returns undefined where it is in use */
export function unusedWhole(
  subject: CleanableSubject,
  { kind, since, createdAt, disabled }: Activity,
  days: Pick<Rules['users'], 'report' | 'disable' | 'delete'>,
  asOf: Date,
): Unused | undefined {
  if (!isIdle(since, days.report, asOf)) return undefined;
  const { denied } = subject;
  const said = { what: `the ${kind}${denied ? ', denied everything' : ''}`, since, wasUsed: since !== createdAt };
  // What is to be done has a name of its own: its countdown begins when there is something to warn of.
  if (isToBeDenied(subject, days)) {
    return { ...said, thing: DENY_SLOT, then: { does: 'denied everything', afterDays: days.disable } };
  }
  if (isToBeDeleted(subject, { since, disabled }, days)) {
    return { ...said, thing: DELETION_SLOT, then: { does: 'deleted', afterDays: days.delete } };
  }
  return { ...said, thing: kind, ...(subject.needed !== undefined && { leftFor: subject.needed.why }) };
}

const isToBeDenied = ({ denied, full, needed }: CleanableSubject, { disable }: Pick<Rules['users'], 'disable'>) =>
  disable > 0 && denied !== true && full !== true && needed === undefined;

/** Only whom the guardrail itself has denied everything, whom nobody needs, and who has not been seen since. */
const isToBeDeleted = (
  { denied, needed }: CleanableSubject,
  { since, disabled }: Pick<Activity, 'since' | 'disabled'>,
  days: Pick<Rules['users'], 'delete'>,
) =>
  days.delete > 0 &&
  denied === true &&
  needed === undefined &&
  disabled?.deny !== undefined &&
  !isSeenAfter(since, disabled.deny.at);

/** Whether something was seen after it was disabled: by the time of the record, which is moments before. */
export const isSeenAfter = (since: string, disabledAt: string): boolean => Date.parse(since) > Date.parse(disabledAt);
