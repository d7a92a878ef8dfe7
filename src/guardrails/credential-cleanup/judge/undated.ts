import type { KnownCredentials } from '../../../domain/credentials/credential-report';
import { undatedCredentialInWords, type UndatedCredential } from '../../../domain/credentials/undated';
import { few } from '../../../domain/notice/lists';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Unused } from './announce';
import type { Disabled } from './disabled';
import { activityOfUser, unusedWhole } from './unused';

/** A user whom nobody has used as a whole, by what the credential report says. @returns undefined where they are in use */
export function unusedUser(
  user: CleanableSubject,
  { credentials, asOf }: Extract<KnownCredentials, { readonly kind: 'known' }>,
  disabled: Disabled | undefined,
  days: Rules['users'],
): Unused | undefined {
  const since = activityOfUser(credentials, disabled);
  const activity = { kind: 'user', since, createdAt: credentials.createdAt, disabled } as const;
  return unusedWhole(user, activity, days, new Date(asOf));
}

/**
 * Whether a report would warn of disabling or deleting a user: of them alone it is asked whether they have credentials
 * without a date. A deletion that was begun is ended without a warning.
 */
export function isToBeWarned(
  user: CleanableSubject,
  disabled: Disabled | undefined,
  { users }: Pick<Rules, 'users'>,
): boolean {
  const { credentials } = user;
  if (credentials?.kind !== 'known' || disabled?.deletion !== undefined) return false;
  return unusedUser(user, credentials, disabled, users)?.then !== undefined;
}

/** A user, who is left as one whom somebody needs where credentials may be in use without a trace: unknown is not unused. */
export function withUndated(user: CleanableSubject, undated: readonly UndatedCredential[]): CleanableSubject {
  const why = undatedInWords(undated);
  return why === undefined ? user : { needed: { reason: 'use-undated', why }, ...user };
}

/** Why a user is left who may be in use without a trace; undefined where there is no such credential. */
export function undatedInWords(undated: readonly UndatedCredential[]): string | undefined {
  if (undated.length === 0) return undefined;
  return `IAM does not say when these were last used: ${few(undated.map(undatedCredentialInWords), 3)}; deactivate what nobody needs, or exempt the user`;
}
