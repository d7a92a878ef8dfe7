import { later } from '../run/usage';

/** One of the two access keys that a user may have. The report names no key ids. */
export interface ReportedKey {
  /** Its place in the report. */
  readonly number: 1 | 2;
  readonly active: boolean;
  /** ISO 8601; created, or last changed. Absent: the key is not active, or there is none. */
  readonly rotatedAt?: string | undefined;
  /** ISO 8601. Absent: never. */
  readonly lastUsedAt?: string | undefined;
}

/** What a user signs in and calls with, as the credential report says it. */
export interface UserCredentials {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly password: {
    readonly enabled: boolean;
    /** ISO 8601. Absent: never, or there is no password. */
    readonly lastUsedAt?: string | undefined;
    /** ISO 8601. Absent: there is no password. */
    readonly changedAt?: string | undefined;
  };
  readonly keys: readonly ReportedKey[];
  readonly mfa: boolean;
}

/** When anything of a user was last used. @returns ISO 8601; undefined: never */
export function lastUseOf({ password, keys }: UserCredentials): string | undefined {
  return [password, ...keys].map(({ lastUsedAt }) => lastUsedAt).reduce(later, undefined);
}

/**
 * When a user was last seen: by password, by either key, or when it, its password or a key was made or changed, for
 * somebody means to use what is new.
 *
 * @returns ISO 8601
 */
export function activityOf(credentials: UserCredentials): string {
  const { createdAt, password, keys } = credentials;
  const made = [password.changedAt, ...keys.map(({ rotatedAt }) => rotatedAt)].reduce(later, createdAt);
  return later(made, lastUseOf(credentials)) ?? createdAt;
}

/** When a key was last seen: used, created or changed. @returns ISO 8601; undefined: nobody knows */
export function activityOfKey({ rotatedAt, lastUsedAt }: ReportedKey): string | undefined {
  return later(rotatedAt, lastUsedAt);
}
