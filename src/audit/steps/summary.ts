import type { Subject } from '../../domain/identity/subject';
import type { RunPlan } from '../../domain/run/run-plan';
import type { RunRow, SummaryOf } from '../../domain/run/run-row';
import type { SummaryInput } from '../payloads/summary';
import { recordOf } from '../run/run-record';
import { summarise, type SummaryWork } from '../run/summary';
import type { StepScope } from './scope';

/**
 * Joins what the batches found and what became of the plan, for a run that the inventory has begun.
 *
 * The next run may call IAM once the evidence of this one is kept, which may spare it the asking.
 */
export async function summaryStep<
  S extends Subject,
  Row extends RunRow,
  Plan extends RunPlan,
  Counts,
  More extends object,
>(
  input: SummaryInput,
  work: Omit<SummaryWork<S, Row, Plan, Counts, More>, 'endingExemptions' | 'accountListed' | 'remarks'> &
    Pick<StepScope, 'lease'>,
): Promise<SummaryOf<Row, Counts> & More> {
  const { endingExemptions, accountListed, remarks } = await recordOf(input, work.store);
  const { lease, ...summing } = work;
  const made = await summarise(input, { ...summing, endingExemptions, accountListed, remarks });
  await lease.giveBack(input);
  return made;
}
