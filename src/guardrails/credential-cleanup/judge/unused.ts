import type { AccessKey } from '../../../domain/credentials/access-key';
import { activityOf, type UserCredentials } from '../../../domain/credentials/user-credentials';
import { dayOf } from '../../../domain/run/countdown';
import { later } from '../../../domain/run/usage';
import { DENY_SLOT, slotOfKey } from '../kinds';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Unused } from './announce';
import { idleKeysOf, isIdle, type IdleKey } from './idle';
import { matchedKey, type Matched } from './key-ids';

/** When a role was last seen, by what IAM remembers, or made. @returns ISO 8601 */
export const activityOfRole = ({ createdAt, lastUsedAt }: Pick<CleanableSubject, 'createdAt' | 'lastUsedAt'>): string =>
  later(createdAt, lastUsedAt) ?? createdAt;

/** A user of whom nobody has used anything that it signs in or calls with. */
export const unusedUser = (user: CleanableSubject, credentials: UserCredentials, days: Rules['users'], asOf: Date) =>
  unused(user, { kind: 'user', since: activityOf(credentials), createdAt: credentials.createdAt }, days, asOf);

/** A role that nobody has used. */
export const unusedRole = (role: CleanableSubject, days: Rules['roles'], asOf: Date) =>
  unused(role, { kind: 'role', since: activityOfRole(role), createdAt: role.createdAt }, days, asOf);

/** When a principal was last seen, and made. */
interface Activity {
  readonly kind: 'user' | 'role';
  readonly since: string;
  readonly createdAt: string;
}

/** @returns undefined where it is in use */
function unused(
  { denied, full, needed }: CleanableSubject,
  { kind, since, createdAt }: Activity,
  { report, disable }: Rules['users'],
  asOf: Date,
): Unused | undefined {
  if (!isIdle(since, report, asOf)) return undefined;
  const said = { what: `the ${kind}${denied ? ', denied everything' : ''}`, since, wasUsed: since !== createdAt };
  const isLeft = disable === 0 || denied === true || full === true || needed !== undefined;
  // What is to be done has a name of its own: its countdown begins when there is something to warn of.
  return isLeft ? { ...said, thing: kind } : { ...said, thing: DENY_SLOT, then: { does: DENIED, afterDays: disable } };
}

const DENIED = 'denied everything';

/** An access key that nobody has used, and which one that is. */
export interface UnusedKey extends Unused {
  /** Absent: nobody asked, for it is not to be deactivated. */
  readonly matched?: Matched;
}

/** The access keys of a user that nobody has used, each by itself. */
export function unusedKeys(
  user: CleanableSubject,
  { keys: reported }: UserCredentials,
  listed: readonly AccessKey[],
  { report, disable }: Rules['keys'],
): readonly UnusedKey[] {
  return idleKeysOf(user, report).flatMap((idle): UnusedKey[] => {
    if (disable === 0) return [unnamed(idle)];
    const matched = matchedKey(idle.key, reported, listed);
    if (matched.kind === 'untold') return [{ ...unnamed(idle), matched }];
    // Somebody deactivated it since the report was made.
    if (matched.key.status === 'Inactive') return [];
    const { keyId } = matched.key;
    const then = { does: 'deactivated', afterDays: disable };
    return [{ ...unnamed(idle), thing: slotOfKey(keyId), what: `access key ${keyId}`, then, matched }];
  });
}

/** Of a key by its place in the report it is known when it was created alone. */
function unnamed({ key, since, wasUsed }: IdleKey): UnusedKey {
  const created = key.rotatedAt === undefined ? '' : `, created on ${dayOf(key.rotatedAt)}`;
  return {
    ...{ since, wasUsed, thing: `key-created-${key.rotatedAt ?? key.number}` },
    what: `access key ${key.number}${created}`,
  };
}
