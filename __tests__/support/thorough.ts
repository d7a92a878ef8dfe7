/**
 * How much of the longest tests a run takes. `.ci/run` sets GUARDRAILS_THOROUGH=1 and takes everything: each place of a
 * sweep, and every draw of a property. Without it a run takes a quarter, and the seed decides which.
 */
const THOROUGH = process.env['GUARDRAILS_THOROUGH'] === '1';
/** Whether somebody asked for no file and no test in particular (whole-run.cjs). */
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

/** What long tests need of `it`: a test, and one for each of a list of cases. */
interface SomeIt {
  (name: string, test: () => unknown): void;
  each: SomeEach;
}

interface SomeEach {
  <Case extends readonly unknown[] | readonly [unknown]>(
    cases: readonly Case[],
  ): (name: string, test: (...given: Case) => unknown) => void;
  <Case>(cases: readonly Case[]): (name: string, test: (given: Case) => unknown) => void;
}

const every = it as SomeIt;

/**
 * In place of `it` in a file of long tests, each of which stands by itself. A run of all files without
 * GUARDRAILS_THOROUGH=1 takes every second of them. The seed decides which tests, and which places and cases of each: eight
 * seeds in a row take everything.
 */
export const someIt: SomeIt = !THOROUGH && ALL_FILES ? everySecond() : every;

function everySecond(): SomeIt {
  // Places and cases go by the rest of this division; if tests went by it too, half of the places would never be tried.
  let place = Math.floor(SEED / STRIDE);
  const isTaken = () => place++ % 2 === 0;
  const one = (name: string, test: () => unknown) => {
    if (isTaken()) every(name, test);
  };
  const each = (cases: readonly unknown[]) => {
    const taken = cases.filter(isTaken);
    return taken.length === 0 ? () => undefined : every.each(taken);
  };
  return Object.assign(one, { each });
}
