import type { AccessKey } from '../../../domain/credentials/access-key';
import { activityOf, lastUseOf, type UserCredentials } from '../../../domain/credentials/user-credentials';
import { dayOf } from '../../../domain/run/countdown';
import { later } from '../../../domain/run/usage';
import { slotOfKey } from '../kinds';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Unused } from './announce';
import { idleKeysOf, isIdle, type IdleKey } from './idle';
import { matchedKey, type Matched } from './key-ids';

/** What a principal is judged by. */
interface By {
  /** Days without use. */
  readonly days: number;
  readonly asOf: Date;
}

/** A role that nobody has used, by what IAM remembers, or since it was created. */
export function unusedRole({ createdAt, lastUsedAt }: CleanableSubject, by: By): readonly Unused[] {
  return unused('role', later(createdAt, lastUsedAt) ?? createdAt, lastUsedAt, by);
}

/** A user of whom nobody has used anything that it signs in or calls with. */
export function unusedUser(credentials: UserCredentials, by: By): readonly Unused[] {
  return unused('user', activityOf(credentials), lastUseOf(credentials), by);
}

function unused(kind: 'user' | 'role', since: string, lastUsedAt: string | undefined, { days, asOf }: By) {
  if (!isIdle(since, days, asOf)) return [];
  return [{ thing: kind, what: `the ${kind}`, since, wasUsed: since === lastUsedAt }];
}

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
