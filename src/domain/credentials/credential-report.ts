import type { LastUses } from '../run/last-uses';
import { credentialsIn, ROOT, type ReportLine } from './report-line';
import { lastUseOf, type UserCredentials } from './user-credentials';

/** A user whom the report is asked about. */
interface AskedUser {
  readonly arn: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What a report says of a user. */
export type KnownCredentials =
  /** @property asOf ISO 8601; nothing is known of what happened since */
  | { readonly kind: 'known'; readonly credentials: UserCredentials; readonly asOf: string }
  /** The user came after the report was made. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What users sign in and call with, and when they were last seen, as of the time a report was made. */
export interface CredentialReport extends LastUses {
  /** @param now when it is asked */
  credentialsOf(user: AskedUser, now: Date): KnownCredentials;
}

/** The report writes times in whole seconds. */
const SECOND_MS = 1_000;

/** IAM makes a new one once the last is four hours old; a run waits some minutes for it. */
const STALE_MS = 5 * 3_600_000;

/** Ten minutes. */
const CLOCKS_DIFFER_MS = 600_000;

/**
 * Reads a credential report.
 *
 * It may be four hours old, and names users by ARN: who was renamed since stands in it under another one, and a line may be
 * about somebody else who had the name before. So a user is who was created when the line says. Whoever was there when it
 * was made and is missing from it is unknown, and never unused.
 *
 * @param generatedAt when IAM made it; undefined where nobody knows, and then nobody is newer than it
 */
export function credentialReportOf(lines: readonly ReportLine[], generatedAt: Date | undefined): CredentialReport {
  // Root is no IAM user, and nothing is audited of it.
  const users = new Map(lines.filter(({ user }) => user !== ROOT).map((line) => [line.arn, credentialsIn(line)]));
  const doubt = (now: Date) => doubtOf(lines, generatedAt, now);

  const find = ({ arn, createdAt }: AskedUser): Found => {
    const at = Date.parse(createdAt);
    const line = users.get(arn);
    if (line !== undefined && 'unreadable' in line) return { kind: 'unknown', why: line.unreadable };
    if (line !== undefined && Math.abs(Date.parse(line.createdAt) - at) <= SECOND_MS) return line;
    return generatedAt !== undefined && at > generatedAt.getTime() ? { kind: 'newer' } : MISSING;
  };

  return {
    of: (user) => {
      const found = find(user);
      if ('kind' in found) return { known: found.kind === 'newer' };
      const lastUsedAt = lastUseOf(found);
      return { known: true, ...(lastUsedAt !== undefined && { lastUsedAt }) };
    },
    credentialsOf: (user, now) => {
      const why = doubt(now);
      if (why !== undefined || generatedAt === undefined) return { kind: 'unknown', why: why ?? UNDATED };
      const found = find(user);
      return 'kind' in found ? found : { kind: 'known', credentials: found, asOf: generatedAt.toISOString() };
    },
  };
}

type Found = UserCredentials | Exclude<KnownCredentials, { readonly kind: 'known' }>;

const MISSING: Found = { kind: 'unknown', why: 'the credential report does not know this user by this name' };
const UNDATED = 'IAM does not say when it made the credential report';

/** Why nothing of a report is to be counted; undefined where it can be. */
function doubtOf(lines: readonly ReportLine[], generatedAt: Date | undefined, now: Date): string | undefined {
  if (generatedAt === undefined) return UNDATED;
  const ageMs = now.getTime() - generatedAt.getTime();
  if (ageMs > STALE_MS) return `the credential report is of ${generatedAt.toISOString()}, which is too old`;
  if (ageMs < -CLOCKS_DIFFER_MS) return `the credential report is of ${generatedAt.toISOString()}, which is to come`;
  // Every report has it: without it the report is cut, or is none.
  if (!lines.some(({ user }) => user === ROOT)) return 'the credential report has no line of the root user';
  return undefined;
}
