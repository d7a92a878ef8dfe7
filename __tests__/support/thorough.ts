/**
 * How much of the longest tests a run takes. `.ci/run` sets GUARDRAILS_THOROUGH=1 and takes everything: each place of a
 * sweep, and every draw of a property. Without it a run takes a quarter, and the seed decides which.
 */
export const THOROUGH = process.env['GUARDRAILS_THOROUGH'] === '1';
/** What decides which share a run takes; 0 outside Jest. */
export const SAMPLE_SEED = Number(process.env['GUARDRAILS_SEED_OF_RUN'] ?? 0);

/** How many places a sweep goes on at a time: where a worker is ended, or a call refused. */
export const STRIDE = THOROUGH ? 1 : 4;

/** The place that a sweep begins with, counted from 0. */
export const FIRST_PLACE = SAMPLE_SEED % STRIDE;

/** The places of a sweep over so many, in order. */
export function placesOf(count: number): readonly number[] {
  return Array.from({ length: Math.ceil((count - FIRST_PLACE) / STRIDE) }, (_, index) => FIRST_PLACE + index * STRIDE);
}

/** Where a sweep that does not know how many places there are finds none any more. @param count of the places */
export const placeAfter = (count: number): number => FIRST_PLACE + placesOf(count).length * STRIDE;

/** Some of the cases of a test, and all of them where everything is run. */
export const someOf = <Case>(cases: readonly Case[]): readonly Case[] =>
  cases.filter((_, place) => place % STRIDE === SAMPLE_SEED % Math.min(STRIDE, cases.length));

/** How many draws a run takes of a property that takes so many where everything is run. */
export const draws = (count: number): number => Math.ceil(count / STRIDE);
