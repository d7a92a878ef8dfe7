import * as z from 'zod';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names that stand for numbers, the first for `from`. */
  readonly words?: readonly string[];
  /** What this field alone may hold. */
  readonly special?: RegExp;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The fields of a cron expression of EventBridge Scheduler, in their order. */
const FIELDS: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day-of-month', from: 1, to: 31, special: /^(\?|LW?|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', from: 1, to: 12, words: MONTHS },
  {
    name: 'day-of-week',
    from: 1,
    to: 7,
    words: WEEKDAYS,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', from: 1970, to: 2199 },
];

const ALLOWED =
  'allowed: rate(value minutes|hours|days), such as rate(7 days), or ' +
  'cron(minutes hours day-of-month month day-of-week year), such as cron(0 3 ? * SUN *)';

/** When something runs, as EventBridge Scheduler writes it; a cron expression is in UTC. */
export const scheduleExpression = z
  .string()
  .meta({ title: 'rate(value minutes|hours|days) or cron(minutes hours day-of-month month day-of-week year)' })
  .superRefine((given, context) => {
    const problem = problemOf(given);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `${problem}; ${ALLOWED}` });
  });

/** Days between two runs of a rate; nothing for a cron expression. */
export function daysOfRate(expression: string): number | undefined {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (value === undefined) return undefined;
  return Number(value) / ({ minute: 1440, hour: 24 }[unit ?? ''] ?? 1);
}

function problemOf(expression: string): string | undefined {
  if (/^rate\([1-9]\d{0,4} (minute|hour|day)s?\)$/.test(expression)) {
    // Runs would overlap in a large account, and Access Advisor itself learns of a use only after hours.
    return (daysOfRate(expression) ?? 0) < 1 ? 'more often than once a day' : undefined;
  }
  if (expression.startsWith('rate(')) return 'no rate that EventBridge Scheduler reads';
  const [, written] = /^cron\((.*)\)$/.exec(expression) ?? [];
  if (written === undefined) return 'neither rate(…) nor cron(…)';
  const fields = written.split(' ');
  if (fields.length !== FIELDS.length) return `a cron expression has ${FIELDS.length} fields, not ${fields.length}`;
  const wrong = FIELDS.find((field, index) => !fits(field, fields[index] ?? ''));
  if (wrong !== undefined) return `the field ${wrong.name} cannot be ${fields[FIELDS.indexOf(wrong)] ?? ''}`;
  const open = [fields[2], fields[4]].filter((field) => field === '?').length;
  return open === 1 ? undefined : 'exactly one of day-of-month and day-of-week is ?';
}

function fits(field: Field, text: string): boolean {
  if (field.special?.test(text) === true) return true;
  return text.split(',').every((part) => {
    const [range = '', step, ...more] = part.split('/');
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false;
    if (range === '*') return true;
    const ends = range.split('-');
    return ends.length <= 2 && ends.every((end) => isIn(field, end));
  });
}

function isIn({ from, to, words = [] }: Field, text: string): boolean {
  if (words.includes(text)) return true;
  return /^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to;
}
