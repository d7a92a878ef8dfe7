import * as z from 'zod';
import { cronFieldsOf } from './cron/fields';
import { type Rhythm, rhythmOf, timesADay } from './cron/rhythm';

const ALLOWED =
  'allowed: rate(value minutes|hours|days), such as rate(7 days), or ' +
  'cron(minutes hours day-of-month month day-of-week year), such as cron(0 3 ? * SUN *)';

const ALLOWED_RATE = 'allowed: once a day at most, such as rate(1 day) or cron(0 3 * * ? *)';

/** When something runs, as EventBridge Scheduler writes it; a cron expression is in UTC. */
export const scheduleExpression = z
  .string()
  .meta({ title: 'rate(value minutes|hours|days) or cron(minutes hours day-of-month month day-of-week year)' })
  .superRefine((given, context) => {
    const read = rhythmOrProblem(given);
    if (typeof read === 'string')
      context.addIssue({ code: 'custom', message: `${read}; ${read === TOO_OFTEN ? ALLOWED_RATE : ALLOWED}` });
  });

/** How often a schedule runs; nothing for what is no schedule. */
export function rhythmOfSchedule(expression: string): Rhythm | undefined {
  const read = rhythmOrProblem(expression);
  return typeof read === 'string' ? undefined : read;
}

// Runs would overlap in a large account, and Access Advisor itself learns of a use only after hours.
const TOO_OFTEN = 'more often than once a day';

/** The calendar of two centuries is gone through once per expression. */
const known = new Map<string, Rhythm | string>();

function rhythmOrProblem(expression: string): Rhythm | string {
  const read = known.get(expression) ?? readExpression(expression);
  known.set(expression, read);
  return read;
}

function readExpression(expression: string): Rhythm | string {
  if (expression.startsWith('rate(')) return rateOrProblem(expression);
  const [, written] = /^cron\((.*)\)$/.exec(expression) ?? [];
  if (written === undefined) return 'neither rate(…) nor cron(…)';
  const fields = cronFieldsOf(written);
  if (typeof fields === 'string') return fields;
  if (timesADay(fields) > 1) return TOO_OFTEN;
  return rhythmOf(fields) ?? 'it never runs';
}

function rateOrProblem(expression: string): Rhythm | string {
  const [, value, unit] = /^rate\(([1-9]\d{0,4}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (value === undefined) return 'no rate that EventBridge Scheduler reads';
  const longestDays = Number(value) / ({ minute: 1440, hour: 24 }[unit ?? ''] ?? 1);
  return longestDays < 1 ? TOO_OFTEN : { longestDays };
}
