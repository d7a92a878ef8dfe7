import type { AccessKey } from '../../../domain/credentials/access-key';
import type { UserCredentials } from '../../../domain/credentials/user-credentials';
import { dayOf } from '../../../domain/run/countdown';
import { later } from '../../../domain/run/usage';
import { slotOfDeletedKey, slotOfKey } from '../kinds';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Unused } from './announce';
import type { Disabled } from './disabled';
import { idleKeysOf, type IdleKey } from './idle';
import { matchedKey, type Matched } from './key-ids';
import { isSeenAfter } from './unused';

/** An access key as IAM lists it. */
export interface ListedKey extends AccessKey {
  /** ISO 8601; asked of keys alone that the guardrail has deactivated. Absent: nobody has ever used it, or nobody asked. */
  readonly lastUsedAt?: string | undefined;
}

/** An access key that nobody has used, and which one that is. */
export interface UnusedKey extends Unused {
  /** Absent: nobody asked, for it is not to be deactivated. */
  readonly matched?: Matched;
}

/** The active access keys of a user that nobody has used, each by itself. */
export function unusedKeys(
  user: CleanableSubject,
  { keys: reported }: UserCredentials,
  listed: readonly ListedKey[],
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

/** An access key that the guardrail has deactivated, and nobody has activated since. */
export interface OffKey extends Unused {
  readonly keyId: string;
  /** Whether somebody has used it since: then it was activated, and deactivated again, by somebody else. */
  readonly isUsedSince: boolean;
}

/** The access keys of a user that are to be deleted, now or later. */
export function keysToDelete(
  listed: readonly ListedKey[],
  disabled: Disabled | undefined,
  days: Rules['keys'],
): readonly OffKey[] {
  if (days.delete === 0 || disabled === undefined) return [];
  return listed.flatMap(({ keyId, status, createdAt, lastUsedAt }): OffKey[] => {
    const offAt = disabled.keys.get(keyId);
    if (status !== 'Inactive' || offAt === undefined) return [];
    const since = later(createdAt, lastUsedAt) ?? createdAt;
    const isUsedSince = isSeenAfter(since, offAt);
    return [
      {
        ...{ keyId, isUsedSince, since, wasUsed: lastUsedAt !== undefined },
        ...{ thing: slotOfDeletedKey(keyId), what: `access key ${keyId}, deactivated` },
        ...(!isUsedSince && { then: { does: 'deleted', afterDays: days.delete } }),
      },
    ];
  });
}
