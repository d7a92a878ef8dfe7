import { SECONDS } from '../contract';

/** How a run spreads its work over the children of the distributed map. */
export interface Spread {
  /** Children at work at the same time. */
  readonly concurrency: number;
  /** What each of them may take of IAM's rate, per API action. */
  readonly callsPerSecond: number;
  readonly itemsPerBatch: number;
  readonly toleratedFailurePercentage: number;
}

/** What the settings say of it. */
export interface SpreadRules {
  readonly concurrency: number;
  /** Calls per second that all children may make together, per API action. */
  readonly iamCallsPerSecond: number;
  readonly toleratedFailurePercentage: number;
}

/** Below this a second lane would cost more, in starts and in uneven shares, than it gains: one keeps any rate. */
const LEAST_PER_LANE = 100;

/** A batch that audits makes about one call of each kind per principal, and has to end well within its function's 15 minutes. */
const BATCH_SECONDS = 240;

/** One that changes looks at a principal before and after, and again where IAM is slow to show what was put. */
const CALLS_PER_CHANGE = 3;

/**
 * Cuts as many batches as there are lanes, more only where a batch would take too long (docs/adr/0008-batches.md).
 *
 * There are never more lanes than calls per second: a lane that makes less than one cannot keep its pace even.
 *
 * @param callsEach most calls of one API action that a principal takes
 */
export function spreadOf(principals: number, rules: SpreadRules, callsEach = 1): Spread {
  const { iamCallsPerSecond: rate, toleratedFailurePercentage } = rules;
  const lanes = Math.min(Math.floor(rate), Math.ceil(principals / LEAST_PER_LANE));
  const concurrency = Math.min(rules.concurrency, Math.max(1, lanes));
  const callsPerSecond = rate / concurrency;
  const most = Math.max(1, Math.floor((callsPerSecond * BATCH_SECONDS) / callsEach));
  const itemsPerBatch = Math.min(Math.max(1, Math.ceil(principals / concurrency)), most);
  return { concurrency, callsPerSecond, itemsPerBatch, toleratedFailurePercentage };
}

/**
 * Cuts the batches of those that change, one after another: a look at everybody takes the whole rate, or it would take too
 * long, and several at once would do the same work several times. None may fail: what a batch has changed by then would be
 * missing from the summary.
 */
export const changeSpreadOf = (changes: number, rules: SpreadRules): Spread =>
  spreadOf(changes, { ...rules, concurrency: 1, toleratedFailurePercentage: 0 }, CALLS_PER_CHANGE);

/**
 * Puts a list into an order in which every stretch holds as much of each kind as the whole, each kind in its own order.
 *
 * IAM throttles each API for itself: beside a batch of users only, one of roles only would take twice as long.
 */
export function evenly<T>(items: readonly T[], kindOf: (item: T) => string): readonly T[] {
  const kinds = new Map<string, T[]>();
  for (const item of items) {
    const some = kinds.get(kindOf(item)) ?? [];
    some.push(item);
    kinds.set(kindOf(item), some);
  }
  return [...kinds.values()]
    .flatMap((some) => some.map((item, index) => ({ item, place: (index + 0.5) / some.length })))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/** What it takes to write the rows when the last call was made. */
const WRITING_SECONDS = 60;

/**
 * Milliseconds after which a batch makes no more calls, so that what it has found by then is not lost with it.
 *
 * @param reportTimeoutSeconds how long a report that was asked for last may still be waited for
 */
export function batchTimeMs(reportTimeoutSeconds: number): number {
  return (SECONDS.batch - WRITING_SECONDS - reportTimeoutSeconds) * 1_000;
}
