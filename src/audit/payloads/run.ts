import * as z from 'zod/mini';
import { PURPOSES, type Purpose } from '../../domain/run/purpose';
import { KEYS } from '../contract';
import { PayloadError, read } from '../reading';

/** Which run a function works for. */
export interface Run {
  /** Name of the execution. */
  readonly runId: string;
  /** ISO 8601, start of the execution; everything is decided as of it. */
  readonly startedAt: string;
  readonly purpose: Purpose;
}

/** What a function works for, whoever invokes it. */
export interface Scope {
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
  readonly now: Date;
}

/** What an execution may be called: no slash, so that no run's objects lie among those of another. */
const RUN_ID = /^[\w.+=@!()'-]{1,80}$/;

/** A failed run can be redriven for so long (Step Functions); what was found before is no longer true. */
const TRUE_FOR_DAYS = 14;

/** Clocks differ by no more. */
const AHEAD_DAYS = 10 / 1_440;

export const text = z.string().check(z.minLength(1));
export const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));
export const count = z.number().check(z.nonnegative());

/** What every payload says of the run. */
export const run = {
  runId: z
    .string()
    .check(
      z.refine(
        (value) => RUN_ID.test(value),
        "expected the name of an execution: letters, digits and _.+=@!()'-, 80 at most",
      ),
    ),
  startedAt: time,
  purpose: z.enum(PURPOSES),
};

const inventory = z.object(run);

/**
 * Reads what the inventory is given.
 *
 * @throws PayloadError naming the field, or what is not of this time
 */
export function inventoryInputOf(event: unknown, { now }: Pick<Scope, 'now'>): Run {
  const which = 'input of the inventory';
  const input = read(inventory, event, which);
  refuse(which, strayTime('startedAt', input, now));
  return input;
}

/** @throws PayloadError naming every problem; the function can be invoked by others than its machine (THREATS T6) */
export function refuse(which: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new PayloadError(`${which}: ${problems.join('; ')}`);
}

export function strayPrefix(
  field: string,
  { prefix, runId }: { readonly prefix: string; readonly runId: string },
  { base }: Pick<Scope, 'base'>,
): string[] {
  const own = `${base}/${KEYS.runs}/${runId}`;
  return prefix === own ? [] : [`${field}: ${prefix} is not that of run ${runId}; allowed: ${own}`];
}

/** @param longest days since when a run is too old, and what to do then */
export function strayTime(
  field: string,
  { startedAt }: Pick<Run, 'startedAt'>,
  now: Date,
  longest: { readonly days: number; readonly instead?: string } = { days: TRUE_FOR_DAYS },
): string[] {
  const days = (now.getTime() - Date.parse(startedAt)) / 86_400_000;
  if (days < -AHEAD_DAYS) return [`${field}: it is to come (${startedAt})`];
  const instead = longest.instead === undefined ? '' : `; ${longest.instead}`;
  return days > longest.days ? [`${field}: more than ${longest.days} days ago${instead} (${startedAt})`] : [];
}
