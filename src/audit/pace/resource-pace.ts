import type { Clock } from '../../domain/clock';
import { Pace } from './pace';

/**
 * Calls per second of each API action in each Region, below what any of the services allows an account: the smallest of
 * their documented rates for the calls that are made are tens.
 */
const CALLS_PER_SECOND = 10;

/** A third of the time of the function that plans, so that it can plan without what it did not read. */
const MOST_MS = 300_000;

/** The pace at which policies of keys, queues, topics, secrets and repositories are read: 3,000 of each in a Region. */
export const resourcePace = (clock: Clock, isThrottled: (error: unknown) => boolean): Pace =>
  new Pace({ callsPerSecond: CALLS_PER_SECOND, clock, isThrottled, endsAfterMs: MOST_MS });
