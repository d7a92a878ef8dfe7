/**
 * In which reports something has stood.
 *
 * What a run finds unused is told of in reports first, on so many days, and changed only then. A day without a report is
 * none of them, and takes none of them away.
 */
export interface Standing {
  /** ISO 8601, start of the run that first reported it. */
  readonly since: string;
  /** On how many days (UTC) reports have named it. */
  readonly days: number;
  /** `YYYY-MM-DD`, the last of them. */
  readonly lastDay: string;
  /** `YYYY-MM-DD`, the day that the last of them gave. Absent: it gave none. */
  readonly on?: string | undefined;
}

/** What has stood in reports, by {@link standingKey}. */
export type Standings = ReadonlyMap<string, Standing>;

/** Something that a report names of a principal. */
export interface Announced {
  /** The same in every run: the principal itself, or a part of it; the slot of the change, where something is to be done. */
  readonly thing: string;
  /** To people: `access key AKIA…, not used since 2026-01-31`. */
  readonly say: string;
  /** ISO 8601, start of the run that first reported it. */
  readonly since: string;
  /** What is done about it, such as `deactivated`, and on which day (`YYYY-MM-DD`) at the earliest. Absent: nothing. */
  readonly due?: { readonly on: string; readonly does: string } | undefined;
}

/** What a run found of a principal. */
export interface FoundOf {
  /** Unique id. */
  readonly id: string;
  /** `unknown`: nobody could tell this time, so that what earlier reports say of it goes on standing. */
  readonly announced: readonly Pick<Announced, 'thing' | 'due'>[] | 'unknown';
}

const DAY_MS = 86_400_000;

/** What tells a thing of one principal from every other. Ids hold no `#`. */
export const standingKey = (principalId: string, thing: string): string => `${principalId}#${thing}`;

/** @param at ISO 8601 @returns `YYYY-MM-DD` (UTC) */
export const dayOf = (at: string): string => new Date(at).toISOString().slice(0, 10);

/** The day so many days later. @param day `YYYY-MM-DD` */
export const dayAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) + Math.ceil(days) * DAY_MS).toISOString());

/**
 * On how many days earlier reports have named something: that of a run's own day counts for none.
 *
 * @param today `YYYY-MM-DD`, the day the run started; a younger run's reports are no earlier ones
 */
export function daysWarned(standing: Standing | undefined, today: string): number {
  if (standing === undefined || standing.lastDay > today) return 0;
  return standing.lastDay === today ? standing.days - 1 : standing.days;
}

/** Whether something has stood in reports for long enough, and the day that they have given has come. */
export function isWarned(standing: Standing | undefined, warnDays: number, today: string): boolean {
  return daysWarned(standing, today) >= warnDays && (standing?.on ?? today) <= today;
}

/**
 * The first day on which something will have stood in reports for long enough, if each day has one.
 *
 * Reports may have given a later day, which people go by; where the settings are made shorter it comes no sooner than
 * another whole warning.
 */
export function warnedOn(standing: Standing | undefined, warnDays: number, today: string): string {
  const warned = dayAfter(today, Math.max(0, warnDays - daysWarned(standing, today)));
  const anew = dayAfter(today, warnDays);
  const given = standing?.on ?? warned;
  const promised = given < anew ? given : anew;
  return warned > promised ? warned : promised;
}

/**
 * What has stood in reports once a run's own is told.
 *
 * A thing that it names no longer is dropped, so that it begins anew should it ever come back.
 *
 * @param startedAt ISO 8601, start of the run
 */
export function standAfter(before: Standings, found: readonly FoundOf[], startedAt: string): Standings {
  const today = dayOf(startedAt);
  const after = new Map<string, Standing>();
  const unknown = new Set(found.flatMap(({ id, announced }) => (announced === 'unknown' ? [id] : [])));
  for (const [key, standing] of before) if (unknown.has(principalIn(key))) after.set(key, standing);
  for (const { id, announced } of found) {
    if (announced === 'unknown') continue;
    for (const { thing, due } of announced) {
      const key = standingKey(id, thing);
      const earlier = before.get(key);
      const [since, days] = [earlier?.since ?? startedAt, daysWarned(earlier, today) + 1];
      after.set(key, { since, days, lastDay: today, ...(due && { on: due.on }) });
    }
  }
  return after;
}

const principalIn = (key: string) => key.slice(0, key.indexOf('#'));
