import * as z from 'zod/mini';
import { read } from '../reading';
import { batchInput, type BatchScope, strayRate } from './batch';
import { refuse, type Run, strayPrefix, strayTime, text } from './run';

/** What the function that changes is given: whom to see to. What to do is in the plan, which only own roles write. */
export interface ChangeInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** The batch's share of IAM's rate, per API action. */
  readonly callsPerSecond: number;
  /** Unique ids of principals, each once. */
  readonly ids: readonly string[];
}

/** What people used since is unknown to an older plan, and what it takes away may be just that. */
const LONGEST = { days: 2, instead: 'start a new run' };

const change = z.object({ BatchInput: batchInput, Items: z.array(z.object({ id: text })).check(z.minLength(1)) });

/**
 * Reads what the function that changes is given. Whether the plan is of this account and names these principals is for
 * whoever reads the plan.
 *
 * @throws PayloadError naming the field, or what is not of this run, this time or this rate (THREATS T6)
 */
export function changeInputOf(event: unknown, scope: BatchScope): ChangeInput {
  const which = 'input of a change';
  const { BatchInput, Items } = read(change, event, which);
  const ids = Items.map(({ id }) => id);
  const again = ids.find((id, index) => ids.indexOf(id) < index);
  refuse(which, [
    ...(again === undefined ? [] : [`Items: an id stands there twice (${again})`]),
    ...strayPrefix('BatchInput.prefix', BatchInput, scope),
    ...strayTime('BatchInput.startedAt', BatchInput, scope.now, LONGEST),
    ...strayRate(BatchInput, scope),
  ]);
  return { ...BatchInput, ids };
}
