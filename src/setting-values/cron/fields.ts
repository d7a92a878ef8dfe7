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

/** The last year that EventBridge Scheduler counts to. */
export const LAST_YEAR = 2199;

/** The fields of a cron expression of EventBridge Scheduler (User Guide, "Schedule types"), in their order. */
const FIELDS = {
  minutes: { name: 'minutes', from: 0, to: 59 },
  hours: { name: 'hours', from: 0, to: 23 },
  dayOfMonth: { name: 'day-of-month', from: 1, to: 31, special: /^(\?|LW?|([1-9]|[12]\d|3[01])W)$/ },
  month: { name: 'month', from: 1, to: 12, words: MONTHS },
  dayOfWeek: {
    name: 'day-of-week',
    from: 1,
    to: 7,
    words: WEEKDAYS,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  year: { name: 'year', from: 1970, to: LAST_YEAR },
} as const satisfies Record<string, Field>;

type FieldName = keyof typeof FIELDS;

/** The texts of the six fields. */
export type CronFields = Readonly<Record<FieldName, string>>;

/**
 * Reads the fields between the parentheses of `cron(…)`.
 *
 * @returns the fields, or what is wrong with them
 */
export function cronFieldsOf(written: string): CronFields | string {
  const names = Object.keys(FIELDS);
  const texts = written.split(' ');
  if (texts.length !== names.length) return `a cron expression has ${names.length} fields, not ${texts.length}`;
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = texts;
  const fields: CronFields = { minutes, hours, dayOfMonth, month, dayOfWeek, year };
  for (const [key, text] of Object.entries(fields)) {
    const field: Field = FIELDS[key as FieldName];
    if (!fits(field, text)) return `the field ${field.name} cannot be ${text}`;
  }
  const open = [dayOfMonth, dayOfWeek].filter((text) => text === '?').length;
  return open === 1 ? fields : 'exactly one of day-of-month and day-of-week is ?';
}

/** The numbers that a field lets through; none for one of the special forms, such as `?` or `L`. */
export function valuesOf(name: FieldName, text: string): ReadonlySet<number> {
  const field: Field = FIELDS[name];
  if (field.special?.test(text) === true) return new Set();
  return new Set(text.split(',').flatMap((part) => valuesOfPart(field, part)));
}

/** The number of a weekday, from 1 for Sunday. */
export function weekdayOf(text: string): number {
  return numberOf(FIELDS.dayOfWeek, text);
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

function valuesOfPart(field: Field, part: string): number[] {
  const [range = '', step] = part.split('/');
  const [first = '', last] = range === '*' ? [String(field.from), String(field.to)] : range.split('-');
  const begin = numberOf(field, first);
  const end = last !== undefined ? numberOf(field, last) : step === undefined ? begin : field.to;
  return between(field, begin, end).filter((_, index) => index % Number(step ?? 1) === 0);
}

/** From one number to another; FRI-MON goes over the end of the week, and years come back never. */
function between({ name, from, to }: Field, begin: number, end: number): number[] {
  if (begin <= end) return Array.from({ length: end - begin + 1 }, (_, index) => begin + index);
  if (name === FIELDS.year.name) return [];
  const size = to - from + 1;
  return Array.from({ length: end - begin + size + 1 }, (_, index) => from + ((begin - from + index) % size));
}

function numberOf({ from, words = [] }: Field, text: string): number {
  const word = words.indexOf(text);
  return word === -1 ? Number(text) : from + word;
}
