import type { Subject } from '../../domain/identity/subject';
import type { RunPlan } from '../../domain/run/run-plan';
import type { RunRow, SummaryOf } from '../../domain/run/run-row';
import type { SummaryInput } from '../payloads/summary';
import { recordOf } from '../run/run-record';
import { summarise, type SummaryWork } from '../run/summary';

/** Joins what the batches found and what became of the plan, for a run that the inventory has begun. */
export async function summaryStep<
  S extends Subject,
  Row extends RunRow,
  Plan extends RunPlan,
  Counts,
  More extends object,
>(
  input: SummaryInput,
  work: Omit<SummaryWork<S, Row, Plan, Counts, More>, 'endingExemptions' | 'accountListed'>,
): Promise<SummaryOf<Row, Counts> & More> {
  const { endingExemptions, accountListed } = await recordOf(input, work.store);
  return summarise(input, { ...work, endingExemptions, accountListed });
}
