import { rhythmOfSchedule } from './schedule';

/** What the output `settings` says of a key: a text, or one per entry of a list. */
export type Words = string | readonly string[];

/**
 * Whether a key has become weaker than it was, by what the output `settings` said of it and says of it now.
 *
 * A setting without a value and without a default is not in the output. No value may be what another version writes.
 */
export type WeakerIf = (before: Words | undefined, now: Words | undefined) => boolean;

const numberIn = (words: Words | undefined, without: number) => (words === undefined ? without : Number(words));
const entries = (words: Words | undefined) => (words === undefined ? [] : [words].flat());

/** More of it is weaker. @param without number of a setting that has no value */
export const raised =
  (without = NaN): WeakerIf =>
  (before, now) =>
    numberIn(now, without) > numberIn(before, without);

/** Less of it is weaker. */
export const lowered: WeakerIf = (before, now) => numberIn(now, NaN) < numberIn(before, NaN);

/** A later day is weaker, and 0 is never. */
export const postponed: WeakerIf = (before, now) => daysOrNever(now) > daysOrNever(before);
/** An earlier day, where 0 is never: it is no weakening, and takes more away. */
export const sooner: WeakerIf = (before, now) => postponed(now, before);
const daysOrNever = (words: Words | undefined) => Number(words) || Infinity;

/** A run less often is weaker, and so is an end. */
export const rarer: WeakerIf = (before, now) => {
  const [than, rhythm] = [rhythmOfSchedule(String(before)), rhythmOfSchedule(String(now))];
  if (than === undefined || rhythm === undefined) return before !== undefined && before !== now;
  return rhythm.longestDays > than.longestDays || (rhythm.endsIn ?? Infinity) < (than.endsIn ?? Infinity);
};

/** Another entry is weaker. */
export const grown: WeakerIf = (before, now) => entries(now).some((one) => !entries(before).includes(one));

/** An entry less is weaker. */
export const shrunk: WeakerIf = (before, now) => grown(now, before);

/** A later one of these is weaker. @param strongest the others follow it in their order */
export const after =
  (strongest: string, ...weaker: readonly string[]): WeakerIf =>
  (before, now) => {
    const order = [strongest, ...weaker];
    return before !== undefined && order.indexOf(String(now)) > order.indexOf(String(before));
  };

/** This very value is weaker than every other. */
export const becomes =
  (value: string): WeakerIf =>
  (before, now) =>
    now === value && before !== undefined && before !== value;

/** Any value, or another one, is weaker than none. */
export const given: WeakerIf = (before, now) => now !== undefined && now !== before;

/** None is weaker than any value. */
export const gone: WeakerIf = (before, now) => before !== undefined && now === undefined;

/** Weaker in one respect whichever way it changes. */
export const eitherWay: WeakerIf = (before, now) => before !== undefined && before !== now;
