import { changeBatch, plannedItems, type ChangeAnswer, type ChangeWork } from '../change/change-batch';
import { KEYS } from '../contract';
import type { ChangeInput } from '../payloads/change';
import { planObjectOf } from '../plan/plan-object';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/** Carries out what a plan names of a batch. What to do is read from the plan, and never from the input (THREATS T6). */
export async function changeStep(
  input: ChangeInput,
  { accountId, ...work }: ChangeWork & Pick<StepScope, 'accountId'>,
): Promise<ChangeAnswer> {
  await checkRun(input, work.store);
  const key = `${input.prefix}/${KEYS.plan}`;
  const items = plannedItems(planObjectOf(await work.store.getJson(key), key), input, accountId);
  return changeBatch(items, input.prefix, work);
}
