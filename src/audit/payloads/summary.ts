import * as z from 'zod/mini';
import { KEYS } from '../contract';
import { read } from '../reading';
import { address, audited, type ObjectAddress, type PlanInput, strayOf, strayResults } from './plan';
import { count, refuse, type Scope, text } from './run';

/** What the summary is given. */
export interface SummaryInput extends PlanInput {
  /** Object with the plan; null where the run plans nothing. */
  readonly planKey: string | null;
  /** Where the map that changes says which of its batches succeeded; null where nothing was to be changed. */
  readonly changesManifest: ObjectAddress | null;
  /** How often the run was begun again; 0 at first. */
  readonly attempt: number;
}

const summary = z.object({
  ...audited,
  planKey: z.nullable(text),
  changesManifest: z.nullable(address),
  attempt: count,
});

/**
 * Reads what the summary is given.
 *
 * @throws PayloadError naming the field, or what is not of this run or this time (THREATS T6)
 */
export function summaryInputOf(event: unknown, scope: Scope): SummaryInput {
  const which = 'input of the summary';
  const input = read(summary, event, which);
  const { prefix, planKey, changesManifest } = input;
  const ownPlan = `${prefix}/${KEYS.plan}`;
  refuse(which, [
    ...strayOf(input, scope),
    ...(planKey === null || planKey === ownPlan
      ? []
      : [`planKey: ${planKey} is not that of the run; allowed: ${ownPlan}`]),
    ...(changesManifest === null
      ? []
      : strayResults('changesManifest', changesManifest, `${prefix}/${KEYS.changeResults}`)),
  ]);
  return input;
}
