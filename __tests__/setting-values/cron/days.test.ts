import { daysOf, type Month } from '../../../src/setting-values/cron/days';
import { cronFieldsOf } from '../../../src/setting-values/cron/fields';

/** A month of the calendar, with the weekday of its first day counted from 1 for Sunday. */
const monthOf = (year: number, month: number): Month => ({
  ...{ year, month, days: new Date(Date.UTC(year, month, 0)).getUTCDate() },
  firstWeekday: new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1,
});

/** Days on which an expression fires, by its fields from day-of-month on. */
function days(written: string, month: Month): readonly number[] {
  const fields = cronFieldsOf(`0 3 ${written}`);
  if (typeof fields === 'string') throw new Error(fields);
  return daysOf(fields)(month);
}

describe('the days of a month', () => {
  it.each<[string, string, Month, readonly number[]]>([
    ['the Monday after it, where the first is a Saturday: Friday is in the month before', '1W', monthOf(2026, 8), [3]],
    ['the Monday after it, where the first is a Sunday', '1W', monthOf(2026, 2), [2]],
    ['the first itself, where it is a workday', '1W', monthOf(2026, 9), [1]],
    ['the Friday before it, where the 15th is a Saturday', '15W', monthOf(2026, 8), [14]],
    ['the Monday after it, where the 15th is a Sunday', '15W', monthOf(2026, 11), [16]],
    ['the Friday before it, where the last is a Sunday: Monday is in the month after', '31W', monthOf(2026, 5), [29]],
    ['the Friday before it, where the last is a Saturday', '31W', monthOf(2026, 10), [30]],
    ['no day, where the month ends before it', '31W', monthOf(2026, 9), []],
    ['the last workday, where the last is a Sunday', 'LW', monthOf(2026, 5), [29]],
    ['the last day', 'L', monthOf(2028, 2), [29]],
    ['every tenth from the first on', '*/10', monthOf(2026, 9), [1, 11, 21]],
  ])('are %s: %s', (_, dayOfMonth, month, expected) => {
    expect(days(`${dayOfMonth} * ? *`, month)).toEqual(expected);
  });

  it.each<[string, string, readonly number[]]>([
    ['every Saturday, which is the last day of the week', 'L', [1, 8, 15, 22, 29]],
    ['the last Friday', '6L', [28]],
    ['the last Monday', 'MONL', [31]],
    ['the first Saturday', 'SAT#1', [1]],
    ['the fifth Monday', 'MON#5', [31]],
    ['no fifth Tuesday, where there are four', 'TUE#5', []],
    [
      'Friday to Monday, over the end of the week',
      'FRI-MON',
      [1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23, 24, 28, 29, 30, 31],
    ],
  ])('are by the weekday %s: %s', (_, dayOfWeek, expected) => {
    expect(days(`? * ${dayOfWeek} *`, monthOf(2026, 8))).toEqual(expected);
  });

  it('are none in a month or a year that is not named', () => {
    expect(days('1 SEP ? 2027', monthOf(2027, 9))).toEqual([1]);
    expect(days('1 SEP ? 2027', monthOf(2027, 8))).toEqual([]);
    expect(days('1 SEP ? 2027', monthOf(2026, 9))).toEqual([]);
  });
});
