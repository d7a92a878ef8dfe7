import { daysOf, type Month } from './days';
import { type CronFields, LAST_YEAR, valuesOf } from './fields';

/** How often something runs, whenever it is deployed. */
export interface Rhythm {
  /** Days from one run to the next at most, and from the deployment to the first. */
  readonly longestDays: number;

  /** Year of the last run; nothing for what runs as long as EventBridge Scheduler counts. */
  readonly endsIn?: number;
}

/**
 * The year of the first version: nothing was deployed before it, so a run before it never happens.
 *
 * It stands here in place of today, for a synth that read a clock would judge the same settings differently tomorrow.
 */
const FIRST_YEAR = 2026;

const DAY_MS = 86_400_000;

/** How often a day it fires, on a day on which it does. */
export function timesADay({ minutes, hours }: CronFields): number {
  return valuesOf('minutes', minutes).size * valuesOf('hours', hours).size;
}

/** The rhythm of what fires once a day at most; nothing for what never fires. */
export function rhythmOf(fields: CronFields): Rhythm | undefined {
  const firesOn = daysOf(fields);
  let before = 0;
  const runs: number[] = [];
  for (const month of months()) {
    runs.push(...firesOn(month).map((day) => before + day));
    before += month.days;
  }
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const between = runs.slice(1).reduce((longest, run, index) => Math.max(longest, run - (runs[index] ?? run)), 0);
  // After an end lie more days without a run than between any two of them.
  const ends = before - last > between;
  return { longestDays: Math.max(first - 1, between), ...(ends && { endsIn: yearOf(last) }) };
}

function* months(): Generator<Month> {
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      yield { year, month, days, firstWeekday: new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1 };
    }
  }
}

const yearOf = (day: number) => new Date(Date.UTC(FIRST_YEAR, 0, 1) + (day - 1) * DAY_MS).getUTCFullYear();
