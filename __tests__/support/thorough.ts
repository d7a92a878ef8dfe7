/**
 * How much of the longest tests a run takes. `.ci/run` sets GUARDRAILS_THOROUGH=1 and takes everything: each place of a
 * sweep, and every draw of a property. On somebody's own machine a run takes a quarter, another one with each seed.
 */
const THOROUGH = process.env['GUARDRAILS_THOROUGH'] === '1';
/** Whoever names a file or a test gets all of it (bundle-once.cjs). */
const ALL_FILES = process.env['GUARDRAILS_ALL_FILES'] === '1';
const SEED = Number(process.env['GUARDRAILS_SEED_OF_RUN'] ?? 0);

/** How many places a sweep goes on at a time: where a worker is ended, or a call refused. */
export const STRIDE = THOROUGH ? 1 : 4;

/** The place that a sweep begins with, counted from 0. */
export const FIRST_PLACE = SEED % STRIDE;

/** The places of a sweep over so many, in order. */
export function placesOf(count: number): readonly number[] {
  return Array.from({ length: Math.ceil((count - FIRST_PLACE) / STRIDE) }, (_, index) => FIRST_PLACE + index * STRIDE);
}

/** Where a sweep that does not know how many places there are finds none any more. @param count of the places */
export const placeAfter = (count: number): number => FIRST_PLACE + placesOf(count).length * STRIDE;

/** Some of the cases of a test, and all of them where everything is run. */
export const someOf = <Case>(cases: readonly Case[]): readonly Case[] =>
  cases.filter((_, place) => place % STRIDE === SEED % Math.min(STRIDE, cases.length));

/** How many draws a run takes of a property that takes so many where everything is run. */
export const draws = (count: number): number => Math.ceil(count / STRIDE);

/**
 * In place of `it` in a file of long tests, each of which stands by itself: every second of them where all files are run on
 * somebody's own machine, and the others with the next seed. It knows `it.each` of a list, and nothing else of `it`.
 */
export const someIt = !THOROUGH && ALL_FILES ? everySecond() : it;

function everySecond(): typeof it {
  let place = SEED;
  const isTaken = () => place++ % 2 === 0;
  const one = (...[name, test, timeout]: Parameters<typeof it>) => {
    if (isTaken()) it(name, test, timeout);
  };
  const each = (cases: readonly unknown[]) => {
    const taken = cases.filter(isTaken);
    return taken.length === 0 ? () => undefined : it.each(taken);
  };
  return Object.assign(one, { each }) as unknown as typeof it;
}
