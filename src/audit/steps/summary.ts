import type { RunSummary } from '../../domain/run/run-summary';
import type { SummaryInput } from '../payloads/summary';
import { recordOf } from '../run/run-record';
import { summarise, type SummaryWork } from '../run/summary';

/** Joins what the batches found and what became of the plan, for a run that the inventory has begun. */
export async function summaryStep(
  input: SummaryInput,
  work: Omit<SummaryWork, 'endingExemptions'>,
): Promise<RunSummary> {
  const { endingExemptions } = await recordOf(input, work.store);
  return summarise(input, { ...work, endingExemptions });
}
