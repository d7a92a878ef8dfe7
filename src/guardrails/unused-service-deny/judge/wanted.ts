import { isKnownService, SERVICE_PREFIXES } from '../../../domain/policy/service-prefixes';
import { allBut, has, isAllBut, type Services } from '../../../domain/policy/services';
import type { ServiceUse } from '../../../domain/run/evidence';
import { ageDaysOf, later, usageOf } from '../../../domain/run/usage';
import type { Rules } from '../rules';
import type { DeniableUser } from '../subject';
import { deniedTogether, type Standing } from './standing';

/** What is to be denied to a user. */
export interface Wanted {
  /** Services that are to be denied. */
  readonly wanted: Services;
  /** That are denied, and were tried since. */
  readonly needsAgain: readonly string[];
  /** That are denied, and were granted since. */
  readonly grantedSince: readonly string[];
  /** That policies grant, but for those. */
  readonly granted: readonly string[];
}

/** What the services of a user are judged by, beside the report. */
interface By {
  readonly rules: Pick<Rules, 'unusedAfterDays' | 'newServices' | 'neverDeny'>;
  readonly standing: Standing;
  /** When the report was made. */
  readonly now: Date;
  /** Since when services are denied without a break. */
  readonly since: ReadonlyMap<string, Date>;
  /** Services that were granted when what stands was put on it. Absent: nobody knows. */
  readonly grantedThen?: readonly string[] | undefined;
}

/** Judges the services of a user by a report that is believed. */
export function wantedOf(
  { denies, granted: may = [] }: DeniableUser,
  report: readonly ServiceUse[],
  { rules, now, standing, since, grantedThen }: By,
): Wanted {
  const { unused } = usageOf(report, now, rules.unusedAfterDays);
  const deniesNew = rules.newServices === 'deny';
  const isDeniable = (service: string) => (deniesNew || isKnownService(service)) && !rules.neverDeny.includes(service);
  // What was granted so lately cannot be unused for so long.
  const fresh = report.filter(({ grantedAt }) => grantedAt !== undefined && !isOver(grantedAt, now, rules));
  const isFresh = (service: string) => fresh.some((one) => one.service === service);
  const denied = deniedTogether(denies, standing);
  const lastUse = (service: string) =>
    report
      .filter((one) => one.service === service)
      .map(({ lastUsedAt }) => lastUsedAt)
      .reduce(later, undefined);
  const isDenied = (service: string) => has(denied, service);
  const listed = [...new Set(report.map(({ service }) => service))].sort();
  const triedLately = listed.filter(isDenied).filter((service) => {
    const at = lastUse(service);
    return at !== undefined && !isOver(at, now, rules);
  });
  // Where nobody knows since when it is denied, a person decides: nothing opens again by being tried.
  const wasRefused = (service: string) =>
    !(Date.parse(lastUse(service) ?? '') <= (since.get(service)?.getTime() ?? -1));
  const needsAgain = triedLately.filter((service) => isDeniable(service) && wasRefused(service));
  // A denied service may vanish from the report, or be in it unused: both say nothing new of it.
  const isKept = (service: string) => needsAgain.includes(service) || !triedLately.includes(service);
  const more = unused.filter((service) => !isDenied(service) && !isFresh(service));

  const unlisted = SERVICE_PREFIXES.filter((one) => has(may, one) && !listed.includes(one));
  const granted = [...listed, ...unlisted].sort();
  const isNew = (service: string) => isAllBut(denied) && grantedThen?.includes(service) === false;
  const isClosed = (service: string) =>
    isDeniable(service) && (isDenied(service) ? isKept(service) : more.includes(service));
  const grantedSince = granted.filter((one) => isDenied(one) && isNew(one) && (!deniesNew || isClosed(one)));
  const found = {
    ...{ needsAgain, granted: granted.filter((one) => !grantedSince.includes(one)) },
    grantedSince: deniesNew ? grantedSince.filter((one) => !needsAgain.includes(one)) : [],
  };
  if (!deniesNew) {
    // What all else was denied for as well was never unused where it was granted since.
    const named = isAllBut(denied) ? granted.filter((one) => isDenied(one) && !grantedSince.includes(one)) : denied;
    return { ...found, wanted: [...named.filter(isKept), ...more].filter(isDeniable).sort() };
  }
  const open = [
    ...rules.neverDeny,
    ...listed.filter((one) => !isClosed(one)),
    // Granted and not listed: Access Advisor does not track it, so that nobody can say that it is unused.
    ...unlisted.filter((one) => !isDenied(one)),
    // What is not listed any more says nothing new of what is open, either.
    ...(isAllBut(denied) ? denied.allBut.filter((one) => !listed.includes(one)) : []),
  ];
  return { ...found, wanted: allBut(open) };
}

const isOver = (at: string, now: Date, { unusedAfterDays }: Pick<Rules, 'unusedAfterDays'>) =>
  ageDaysOf(at, now) > unusedAfterDays;
