import type { ServiceUse } from './evidence';
import { isKnownService } from '../policy/service-prefixes';
import { dayOf } from './countdown';

const DAY_MS = 86_400_000;

/** Access Advisor tracks at least so long (IAM User Guide); what it happens to remember beyond is not counted. */
export const TRACKED_DAYS = 400;

/** What somebody may use, and what of it they do. Every list is in the order of the alphabet. */
export interface Usage {
  readonly granted: readonly string[];
  readonly used: readonly string[];
  readonly unused: readonly string[];
  /** Those of the unused that were not used within the tracking period. */
  readonly neverUsed: readonly string[];
  /** Those of the granted that this project has never heard of; they count like all others. */
  readonly unknown: readonly string[];
  /** Whole percent of the granted that are used: 0 only when none is, 100 only when all are. Absent where nothing is granted. */
  readonly coveragePercent?: number;
  /** ISO 8601; absent where nothing was ever used. */
  readonly lastUsedAt?: string;
  /** Those of the granted that were used within the tracking period, by the day of their last use. */
  readonly usedOn: UsedOn;
}

/** Services by the day (`YYYY-MM-DD`, UTC) of their last use, the latest day first; those of a day in the order of the alphabet. */
export type UsedOn = Readonly<Record<string, readonly string[]>>;

/**
 * Counts a report of Access Advisor.
 *
 * @param unusedAfterDays a service last used exactly so long ago is still used
 */
export function usageOf(services: readonly ServiceUse[], now: Date, unusedAfterDays: number): Usage {
  const newest = newestOf(services, now);
  const granted = [...newest.keys()].sort();
  const isUsed = (service: string) => {
    const at = newest.get(service);
    return at !== undefined && ageDaysOf(at, now) <= unusedAfterDays;
  };
  const used = granted.filter(isUsed);
  const lastUsedAt = [...newest.values()].reduce(later, undefined);
  return {
    granted,
    used,
    unused: granted.filter((service) => !isUsed(service)),
    neverUsed: granted.filter((service) => newest.get(service) === undefined),
    unknown: granted.filter((service) => !isKnownService(service)),
    ...(granted.length > 0 && { coveragePercent: percentOf(used.length, granted.length) }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    usedOn: byDay(newest),
  };
}

function byDay(newest: ReadonlyMap<string, string | undefined>): UsedOn {
  const services = new Map<string, string[]>();
  for (const [service, at] of newest) {
    if (at !== undefined) services.set(dayOf(at), [...(services.get(dayOf(at)) ?? []), service]);
  }
  const latestFirst = [...services].sort(([one], [other]) => (one < other ? 1 : -1));
  return Object.fromEntries(latestFirst.map(([day, names]) => [day, names.sort()]));
}

/** Days since a time, with fractions; negative for one to come. @param at ISO 8601 */
export function ageDaysOf(at: string, now: Date): number {
  return (now.getTime() - Date.parse(at)) / DAY_MS;
}

/** Whether a use is not so long ago that a report made now might not know of it. */
export function isTracked(lastUsedAt: string | undefined, now: Date): lastUsedAt is string {
  return lastUsedAt !== undefined && ageDaysOf(lastUsedAt, now) <= TRACKED_DAYS;
}

/** A report that names a service twice counts its newest use; one of an earlier run may know uses that are forgotten by now. */
function newestOf(services: readonly ServiceUse[], now: Date): ReadonlyMap<string, string | undefined> {
  const newest = new Map<string, string | undefined>();
  for (const { service, lastUsedAt } of services) {
    newest.set(service, later(newest.get(service), isTracked(lastUsedAt, now) ? lastUsedAt : undefined));
  }
  return newest;
}

/** The later of two times, where there are any. Both ISO 8601. */
export function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

function percentOf(part: number, whole: number): number {
  if (part === 0 || part === whole) return part === 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)));
}
