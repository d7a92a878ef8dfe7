import { activityOfKey, type ReportedKey } from '../../../domain/credentials/user-credentials';
import { ageDaysOf } from '../../../domain/run/usage';
import type { CleanableSubject } from '../subject';

/** Something nobody uses, and since when. */
export interface Idle {
  /** ISO 8601; used, or where it never was created. */
  readonly since: string;
  readonly wasUsed: boolean;
}

/** Whether something was last seen so long ago. @param days it was seen within them at their very end; 0: it never counts */
export function isIdle(lastSeenAt: string, days: number, asOf: Date): boolean {
  return days > 0 && ageDaysOf(lastSeenAt, asOf) > days;
}

/** An active access key that nobody uses. */
export interface IdleKey extends Idle {
  readonly key: ReportedKey;
}

/** The active access keys of a user that nobody has used for so many days, each by itself, as of when the report was made. */
export function idleKeysOf({ credentials }: Pick<CleanableSubject, 'credentials'>, days: number): readonly IdleKey[] {
  if (credentials?.kind !== 'known') return [];
  const asOf = new Date(credentials.asOf);
  return credentials.credentials.keys.flatMap((key) => {
    const since = activityOfKey(key);
    const counts = key.active && since !== undefined && isIdle(since, days, asOf);
    return counts ? [{ key, since, wasUsed: key.lastUsedAt !== undefined }] : [];
  });
}
