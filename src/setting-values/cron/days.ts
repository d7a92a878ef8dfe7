import { type CronFields, valuesOf, weekdayOf } from './fields';

/** One month of the calendar; weekdays count from 1 for Sunday, as EventBridge Scheduler counts them. */
export interface Month {
  readonly year: number;
  readonly month: number;
  readonly days: number;
  readonly firstWeekday: number;
}

const SUNDAY = 1;
const SATURDAY = 7;

/** Reads the fields once; what it returns says on which days of a month, from 1, the expression fires. */
export function daysOf({ year, month, dayOfMonth, dayOfWeek }: CronFields): (of: Month) => readonly number[] {
  const years = valuesOf('year', year);
  const months = valuesOf('month', month);
  const matching = dayOfMonth === '?' ? byWeekday(dayOfWeek) : byDay(dayOfMonth);
  return (of) => (years.has(of.year) && months.has(of.month) ? matching(of) : []);
}

function byDay(text: string): (of: Month) => readonly number[] {
  if (text === 'L') return ({ days }) => [days];
  if (text === 'LW') return (of) => [nearestWorkday(of, of.days)];
  if (text.endsWith('W')) {
    const day = Number(text.slice(0, -1));
    // The User Guide does not say what 31W means in April: no run is the longest gap that it can mean.
    return (of) => (day > of.days ? [] : [nearestWorkday(of, day)]);
  }
  const values = valuesOf('dayOfMonth', text);
  return ({ days }) => all(days).filter((day) => values.has(day));
}

function byWeekday(text: string): (of: Month) => readonly number[] {
  const [, last, nth, rank] = /^(?:(\w+)L|(\w+)#(\d))$/.exec(text) ?? [];
  if (last !== undefined) return (of) => onWeekday(of, new Set([weekdayOf(last)])).slice(-1);
  if (nth !== undefined) {
    const index = Number(rank) - 1;
    return (of) => onWeekday(of, new Set([weekdayOf(nth)])).slice(index, index + 1);
  }
  // The last day of the week.
  const values = text === 'L' ? new Set([SATURDAY]) : valuesOf('dayOfWeek', text);
  return (of) => onWeekday(of, values);
}

const all = (days: number) => Array.from({ length: days }, (_, index) => index + 1);
const weekdayAt = ({ firstWeekday }: Month, day: number) => ((firstWeekday - 1 + day - 1) % 7) + 1;
const onWeekday = (of: Month, weekdays: ReadonlySet<number>) =>
  all(of.days).filter((day) => weekdays.has(weekdayAt(of, day)));

/** The day from Monday to Friday that is nearest, in the same month. */
function nearestWorkday(of: Month, day: number): number {
  const weekday = weekdayAt(of, day);
  if (weekday === SATURDAY) return day === 1 ? day + 2 : day - 1;
  if (weekday === SUNDAY) return day === of.days ? day - 2 : day + 1;
  return day;
}
