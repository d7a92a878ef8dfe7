import { changeBatch, plannedItems, type ChangeAnswer, type ChangeWork } from '../change/change-batch';
import { KEYS } from '../contract';
import type { ChangeInput } from '../payloads/change';
import { planObjectOf } from '../plan/plan-object';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/**
 * Carries out what a plan names of a batch. What to do is read from the plan, and never from the input (THREATS T6).
 *
 * @param prepare called once the plan is read: the time for calls begins then
 */
export async function changeStep(
  input: ChangeInput,
  { accountId, store }: Pick<StepScope, 'accountId' | 'store'>,
  prepare: () => Omit<ChangeWork, 'store'>,
): Promise<ChangeAnswer> {
  await checkRun(input, store);
  const key = `${input.prefix}/${KEYS.plan}`;
  const items = plannedItems(planObjectOf(await store.getJson(key), key), input, accountId);
  return changeBatch(items, input.prefix, { ...prepare(), store });
}
