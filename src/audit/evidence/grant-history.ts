import type { ServiceUse } from '../../domain/run/evidence';
import { later } from '../../domain/run/usage';

/** When one service was granted, as far as reports tell; ISO 8601. */
export interface ServiceHistory {
  /** Of the earliest report that names it. */
  readonly firstSeenAt: string;
  /** Of the latest report that does not name it. Absent: none is known. */
  readonly lastMissingAt?: string;
}

/**
 * What the reports of a principal tell of its grants.
 *
 * It says of any set of reports the same, whatever order they came in and however often: every field is the earliest or
 * the latest of theirs. So {@link joined} is commutative, associative and idempotent, and several writers lose nothing.
 */
export interface GrantHistory {
  /** Of the earliest report; ISO 8601. */
  readonly firstReportAt: string;
  /** Of the latest report; it is also the latest that does not name any service that is not listed. */
  readonly lastReportAt: string;
  readonly services: ReadonlyMap<string, ServiceHistory>;
}

/** A report as far as its history goes. */
interface Report {
  /** ISO 8601. */
  readonly fetchedAt: string;
  readonly services: readonly Pick<ServiceUse, 'service'>[];
}

/**
 * What a single report tells.
 *
 * @param askedAt ISO 8601, when Access Advisor was asked to make it, which may be long after the start of its run: one that
 * was redriven, or that overlaps another. By the start a service could seem to have been seen before it was missed.
 */
export function historyOf({ fetchedAt, services }: Report, askedAt = fetchedAt): GrantHistory {
  const at = isoOf(askedAt);
  const seen = services.map(({ service }) => [service, { firstSeenAt: at }] as const);
  return { firstReportAt: at, lastReportAt: at, services: new Map(seen) };
}

/** What the reports of both tell together. */
export function joined(one: GrantHistory, other: GrantHistory): GrantHistory {
  const services = new Map<string, ServiceHistory>();
  for (const [name, { firstSeenAt }] of [...one.services, ...other.services]) {
    const lastMissingAt = later(lastMissingIn(one, name), lastMissingIn(other, name));
    services.set(name, {
      firstSeenAt: earlier(services.get(name)?.firstSeenAt ?? firstSeenAt, firstSeenAt),
      ...(lastMissingAt !== undefined && { lastMissingAt }),
    });
  }
  return {
    firstReportAt: earlier(one.firstReportAt, other.firstReportAt),
    lastReportAt: later(one.lastReportAt, other.lastReportAt) ?? one.lastReportAt,
    services,
  };
}

/**
 * When a service was granted that was not granted before.
 *
 * What was granted once, taken away and granted again is not new: whoever may do that could keep everything open.
 *
 * @returns ISO 8601, of the first report that names it; undefined where the very first one did, or it had been taken away
 */
export function grantedAtOf({ firstReportAt, services }: GrantHistory, service: string): string | undefined {
  const { firstSeenAt, lastMissingAt } = services.get(service) ?? {};
  if (firstSeenAt === undefined || firstSeenAt === firstReportAt) return undefined;
  return lastMissingAt !== undefined && lastMissingAt > firstSeenAt ? undefined : firstSeenAt;
}

/** The lines of a report, each with when its service was granted. */
export function withGrants(report: readonly ServiceUse[], history: GrantHistory): readonly ServiceUse[] {
  return report.map((line) => {
    const grantedAt = grantedAtOf(history, line.service);
    return grantedAt === undefined ? line : { ...line, grantedAt };
  });
}

/** A service that the history does not list was missing from every report, the latest included. */
function lastMissingIn({ services, lastReportAt }: GrantHistory, name: string): string | undefined {
  const known = services.get(name);
  return known === undefined ? lastReportAt : known.lastMissingAt;
}

/** Both in the form of {@link isoOf}, whose order is that of time. */
const earlier = (one: string, other: string) => (one <= other ? one : other);

/** One spelling for each time, so that times can be compared as texts. */
export function isoOf(time: string): string {
  return new Date(time).toISOString();
}
