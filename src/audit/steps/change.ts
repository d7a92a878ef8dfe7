import type { PlannedItem, RunPlan } from '../../domain/run/run-plan';
import { changeBatch, plannedItems, type ChangeAnswer, type ChangeWork } from '../change/change-batch';
import { KEYS } from '../contract';
import type { ChangeInput } from '../payloads/change';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/** What carrying out a plan takes of its guardrail. */
export interface ChangeStepWork<Item extends PlannedItem> extends Pick<StepScope, 'accountId' | 'store' | 'lease'> {
  /** Reads a plan. @throws PayloadError naming the field */
  readonly planIn: (value: unknown, which: string) => RunPlan<Item>;
  /** Called with the items of the batch once the plan is read: the time for calls begins then. */
  readonly prepare: (items: readonly Item[]) => Omit<ChangeWork<Item>, 'store'>;
}

/** Carries out what a plan names of a batch. What to do is read from the plan, and never from the input (THREATS T6). */
export async function changeStep<Item extends PlannedItem>(
  input: ChangeInput,
  { accountId, store, lease, planIn, prepare }: ChangeStepWork<Item>,
): Promise<ChangeAnswer> {
  await checkRun(input, store);
  const key = `${input.prefix}/${KEYS.plan}`;
  const items = plannedItems(planIn(await store.getJson(key), key), input, accountId);
  await lease.take(input);
  return changeBatch(items, input.prefix, { ...prepare(items), store });
}
