import * as z from 'zod/mini';
import type { ServiceUse } from '../../domain/run/evidence';
import type { Subject } from '../../domain/identity/subject';
import { PayloadError, read } from '../reading';

/** A report as a run keeps it for later ones. */
export interface KnownEvidence {
  /** Unique id of the principal. */
  readonly id: string;
  readonly shard: number;
  /** What the report rested on. */
  readonly fingerprint: string;
  /** ISO 8601, start of the run that asked for it; the report itself is a little younger. */
  readonly fetchedAt: string;
  readonly services: readonly ServiceUse[];
  /** Services that earlier reports named and this one does not; absent where there are none. */
  readonly formerly?: readonly string[];
}

/** What is remembered of a report: when each service was first seen granted, and what was granted once. */
export type Remembered = Pick<KnownEvidence, 'services' | 'formerly'>;

/** When a report may stand for another one. */
export interface Reuse {
  /** Start of the run. */
  readonly now: Date;
  /** Days after which it is asked for again, whatever IAM says. */
  readonly refreshDays: number;
}

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

/** Whether a report says of a principal what a new one would say. */
export function isCurrent(
  { fingerprint, fetchedAt }: KnownEvidence,
  { kind, basis }: Subject,
  { now, refreshDays }: Reuse,
): boolean {
  if (basis?.fingerprint !== fingerprint) return false;
  const fetched = Date.parse(fetchedAt);
  const age = now.getTime() - fetched;
  // One from the future is of a run that overtook this one, or a forgery.
  if (!(age > 0 && age < refreshDays * DAY_MS)) return false;
  return basis.activeAt === undefined || fetched - Date.parse(basis.activeAt) > SETTLING_HOURS[kind] * HOUR_MS;
}

/**
 * Adds to a report what an earlier one of the same principal tells: a service that it does not name was granted since.
 *
 * What was granted once, taken away and granted again is not new: whoever may do that could keep everything open.
 *
 * @param earlier however old; undefined where nothing is known, and then nothing is new
 * @param startedAt ISO 8601, start of the run that asked for the report
 */
export function remembering(
  report: readonly ServiceUse[],
  earlier: Remembered | undefined,
  startedAt: string,
): Remembered {
  if (earlier === undefined) return { services: report };
  const known = new Map(earlier.services.map(({ service, grantedAt }) => [service, grantedAt]));
  const once = new Set(earlier.formerly);
  const services = report.map((one) => {
    const isNew = !known.has(one.service) && !once.has(one.service);
    const grantedAt = isNew ? startedAt : known.get(one.service);
    return { ...one, ...(grantedAt !== undefined && { grantedAt }) };
  });
  const named = new Set(report.map(({ service }) => service));
  const formerly = [...new Set([...once, ...known.keys()])].filter((service) => !named.has(service)).sort();
  return { services, ...(formerly.length > 0 && { formerly }) };
}

const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));
const known = z.object({
  id: z.string(),
  shard: z.number(),
  fingerprint: z.string(),
  fetchedAt: time,
  services: z.array(
    z.object({ service: z.string(), lastUsedAt: z.optional(time), entities: z.number(), grantedAt: z.optional(time) }),
  ),
  formerly: z.optional(z.array(z.string())),
});

/** What a batch asked for, for the summary to keep. */
const fetched = z.object({ evidence: z.array(known) });

const shardObject = z.object({
  version: z.literal(1),
  accountId: z.string(),
  shard: z.number(),
  evidence: z.array(known),
});

/** Which shard of which account. */
interface Place {
  readonly shard: number;
  readonly accountId: string;
}

/** A shard as it is stored. */
export type Shard = z.infer<typeof shardObject>;

/** Reads what a batch has kept for the summary. @throws PayloadError naming the field */
export function fetchedOf(value: unknown, which: string): readonly KnownEvidence[] {
  return read(fetched, value, which).evidence;
}

/** Reads a shard. @throws PayloadError naming the field, or saying that it is another one */
export function shardContentOf(value: unknown, which: string, { shard, accountId }: Place): readonly KnownEvidence[] {
  const content = read(shardObject, value, which);
  const isOwn = content.shard === shard && content.accountId === accountId;
  if (isOwn && content.evidence.every((one) => one.shard === shard)) return content.evidence;
  throw new PayloadError(`${which} is of another shard or account`);
}
