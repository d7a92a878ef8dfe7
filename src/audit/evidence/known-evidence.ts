import type { ServiceUse } from '../../domain/run/evidence';
import type { Subject } from '../../domain/identity/subject';
import { canonical } from '../../domain/policy/policy-document';
import { joined, type GrantHistory } from './grant-history';

/** A report of Access Advisor as it is kept for later runs, of whatever guardrail. */
export interface KnownReport {
  /** What it rested on. */
  readonly fingerprint: string;
  /** What decided which services it names, and whose uses. Absent: it was kept before that was noted. */
  readonly grants?: string;
  /** ISO 8601, start of the run that asked for it; the report itself is a little younger. */
  readonly fetchedAt: string;
  /** Guardrail whose run asked for it. Absent: it was kept before that was noted. */
  readonly askedBy?: string;
  readonly services: readonly ServiceUse[];
  /** The guardrails' own denies that stood on the principal then, in words of their own. Absent: none. */
  readonly denies?: readonly string[];
}

/** What is known of a principal from one run to the next. */
export interface KnownEvidence {
  /** Unique id of the principal. */
  readonly id: string;
  /** The newest. */
  readonly report: KnownReport;
  readonly history: GrantHistory;
}

/** When a report may stand for another one. */
export interface Reuse {
  /** Start of the run. */
  readonly now: Date;
  /**
   * When it is looked for. A report that another guardrail's run has asked for since the start serves as well, for it knows
   * no less: the runs may have begun at the same moment, and one waited for the other.
   *
   * @default the start of the run
   */
  readonly lookedForAt?: Date;
  /** Days after which it is asked for again, whatever IAM says. */
  readonly refreshDays: number;
  /** Hours in which it serves other guardrails, although its principal was used meanwhile. */
  readonly sharedHours: number;
}

/** How a report may stand for another one. */
export type Standing =
  /** It says what a new one would say. */
  | 'current'
  /** Another guardrail asked for it so lately that it will do, judged as of its own time. */
  | 'shared'
  /** It tells of the past only. */
  | 'outdated';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Hours after the last activity that IAM knows of in which a report may lack some of it.
 *
 * Access Advisor and `RoleLastUsed` show a use within some hours, and a day leaves room. Of a user IAM notes the sign-in and
 * the use of an access key, and not what is done with the credentials that these obtain, for up to 36 hours (AWS STS API
 * reference, GetSessionToken). What a group's members did counts in its report.
 */
const SETTLING_HOURS = { role: 24, user: 24 + 36, group: 24 + 36 } as const satisfies Record<Subject['kind'], number>;

/** How a report of earlier may stand for a new one. @param reader guardrail that would go by it */
export function standingOf(report: KnownReport, subject: Subject, reuse: Reuse, reader: string): Standing {
  const { now, lookedForAt = now, refreshDays, sharedHours } = reuse;
  const fetchedAt = Date.parse(report.fetchedAt);
  const ageMs = now.getTime() - fetchedAt;
  if (ageMs > 0 && ageMs < refreshDays * DAY_MS && saysTheSame(report, subject)) return 'current';
  // One from the future is a forgery, or of a clock that is wrong; one of the guardrail's own overtook this run.
  const isPast = ageMs > 0 || fetchedAt < lookedForAt.getTime();
  const isLate = Math.abs(ageMs) >= sharedHours * HOUR_MS;
  return isPast && !isLate && isForOthers(report, subject, reader) ? 'shared' : 'outdated';
}

/** Whether a new report would say the same. */
function saysTheSame({ fingerprint, fetchedAt }: KnownReport, { kind, basis }: Subject): boolean {
  if (basis?.fingerprint !== fingerprint) return false;
  const settlingMs = SETTLING_HOURS[kind] * HOUR_MS;
  return basis.activeAt === undefined || Date.parse(fetchedAt) - Date.parse(basis.activeAt) > settlingMs;
}

/**
 * Whether a report tells one guardrail what another has just been told.
 *
 * Its own a guardrail does not take: a run that somebody starts by hand is a question about now. What was granted or taken
 * since is in no report of before, and would be judged wrongly as of any time.
 */
function isForOthers({ askedBy, grants }: KnownReport, { basis }: Subject, reader: string): boolean {
  return askedBy !== undefined && askedBy !== reader && grants !== undefined && grants === basis?.grants;
}

/** What two runs know of the same principal; the same whatever order they came in, and however often. */
export function merged(one: KnownEvidence, other: KnownEvidence): KnownEvidence {
  return {
    id: one.id,
    report: newest(one.report, other.report),
    history: joined(one.history, other.history),
  };
}

/** The text decides between two of the same time, so that every writer decides alike. */
function newest(one: KnownReport, other: KnownReport): KnownReport {
  const [oneAt, otherAt] = [Date.parse(one.fetchedAt), Date.parse(other.fetchedAt)];
  if (oneAt !== otherAt) return oneAt > otherAt ? one : other;
  return canonical(one) >= canonical(other) ? one : other;
}
