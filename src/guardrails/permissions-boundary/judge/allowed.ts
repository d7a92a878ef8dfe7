import { coversAction } from '../../../domain/policy/action-pattern';
import { letsThrough, type Reach } from '../../../domain/boundary/reach';
import type { ServiceUse } from '../../../domain/run/evidence';
import type { BoundedSubject } from '../bounded-subject';
import { ageDaysOf, later, usageOf } from '../../../domain/run/usage';
import type { Rules } from '../rules';

/** What a run knows beside the principal, as far as its boundary goes by it. */
export interface AllowedBy {
  readonly rules: Rules;
  /** Start of the run. */
  readonly now: Date;
  /** What the project's own boundaries let through, by ARN; those that somebody altered are not among them. */
  readonly reaches: ReadonlyMap<string, Reach>;
}

/** What a boundary of a principal is to allow. */
export interface Allowed {
  /** In the order of the alphabet. */
  readonly services: readonly string[];
  /** Services used since the boundary stands that it does not let through; in the order of the alphabet. */
  readonly needsAgain: readonly string[];
  /** Whether one of the services is there because it is used. */
  readonly usesSome: boolean;
}

/**
 * Says which services a boundary is to allow: what is used, and what was granted so lately that it cannot be unused.
 *
 * A use of what the boundary that stands does not let through was an attempt that was denied. Whether it opens the
 * boundary again is the rule `reopen`; a use from before the boundary, whose evidence came late, always does. What every
 * boundary lets through waits for nobody, and is let through as it was.
 */
export function allowedOf(
  subject: Pick<BoundedSubject, 'boundaryArn' | 'boundedAt' | 'spared'>,
  report: readonly ServiceUse[],
  { rules, now, reaches }: AllowedBy,
): Allowed {
  const { granted, used } = usageOf(report, now, rules.unusedAfterDays);
  const isNew = ({ grantedAt }: ServiceUse) =>
    grantedAt !== undefined && ageDaysOf(grantedAt, now) <= rules.unusedAfterDays;
  const fresh = new Set(report.filter(isNew).map(({ service }) => service));
  const reach = subject.boundaryArn === undefined ? undefined : reaches.get(subject.boundaryArn);
  const isAlways = (service: string) => rules.alwaysAllow.some((action) => coversAction(action, `${service}:*`));
  const isClosed = (service: string) =>
    rules.reopen === 'ask' &&
    reach !== undefined &&
    !letsThrough(reach, service) &&
    !fresh.has(service) &&
    !isAlways(service) &&
    !isBefore(lastUseOf(service, report), subject.boundedAt);
  // What is spared waits for nobody, and opens nothing: an attempt that the boundary denied counts as a use as well.
  const needsAgain = used.filter((service) => isClosed(service) && subject.spared?.includes(service) !== true);
  const stillUsed = used.filter((service) => !isClosed(service));
  const isAllowed = (service: string) => fresh.has(service) || stillUsed.includes(service);
  return { services: granted.filter(isAllowed), needsAgain, usesSome: stillUsed.length > 0 };
}

function lastUseOf(service: string, report: readonly ServiceUse[]): string | undefined {
  return report
    .filter((one) => one.service === service)
    .map(({ lastUsedAt }) => lastUsedAt)
    .reduce(later, undefined);
}

/** Nobody knows when the boundary came: then nothing was before it. */
function isBefore(lastUsedAt: string | undefined, boundedAt: string | undefined): boolean {
  if (lastUsedAt === undefined || boundedAt === undefined) return false;
  return Date.parse(lastUsedAt) <= Date.parse(boundedAt);
}
