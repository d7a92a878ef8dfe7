import type { AccessKey } from '../../../domain/credentials/access-key';
import type { ReportedKey } from '../../../domain/credentials/user-credentials';

/** Which of a user's access keys a key of the report is, or why nobody can tell. */
export type Matched =
  | { readonly kind: 'key'; readonly key: AccessKey }
  | { readonly kind: 'untold'; readonly reason: 'keys-alike' | 'key-unmatched'; readonly why: string };

/**
 * Finds out which key is meant: the report names no key ids, and both know when a key was created, to the second.
 *
 * Where two keys share a second either could be the one that is in use.
 *
 * @param reported every key of the user in the report
 * @param listed every key of the user, as IAM lists them now
 */
export function matchedKey(
  { number, rotatedAt }: ReportedKey,
  reported: readonly ReportedKey[],
  listed: readonly AccessKey[],
): Matched {
  const isSame = (at: string | undefined) => at !== undefined && secondOf(at) === secondOf(rotatedAt ?? '');
  const [key, ...others] = listed.filter(({ createdAt }) => isSame(createdAt));
  const alike = reported.filter((one) => one.number !== number && isSame(one.rotatedAt));
  if (others.length + alike.length > 0) {
    const why = `access key ${number} of the credential report was created at ${rotatedAt ?? ''}, as another of this user was: nobody can tell which of them is unused`;
    return { kind: 'untold', reason: 'keys-alike', why };
  }
  if (key !== undefined) return { kind: 'key', key };
  const why = `access key ${number} of the credential report was created or changed at ${rotatedAt ?? 'no known time'}, and IAM lists none of that time`;
  return { kind: 'untold', reason: 'key-unmatched', why };
}

/** NaN where there is no time, which is no second at all. */
const secondOf = (at: string) => Math.floor(Date.parse(at) / 1_000);
