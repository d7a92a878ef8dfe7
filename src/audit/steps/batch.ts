import { auditBatch, type BatchSources, type BatchWork } from '../batch/batch';
import { checkListed } from '../inventory/manifest';
import type { BatchInput } from '../payloads/batch';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/** What the summary is told of a batch. */
export interface BatchAnswer<Counts> {
  readonly key: string;
  readonly evidenceKey?: string;
  readonly counts: Counts;
}

/** What a batch is worked on with, read for this batch alone. */
export interface Prepared<Judgement, Outcome, Row, Counts> {
  readonly work: BatchWork<Judgement, Outcome, Row>;
  /** @param startedAt ISO 8601, start of the run */
  readonly countsOf: (rows: readonly Row[], startedAt: string) => Counts;
  readonly sources: Omit<BatchSources, 'store'>;
}

/**
 * Audits a batch of principals that the inventory has listed.
 *
 * @param prepare called once the batch is known to be one of this run
 */
export async function batchStep<Judgement, Outcome, Row, Counts>(
  { subjects, prefix, startedAt, runId, purpose }: Omit<BatchInput, 'callsPerSecond'>,
  { store }: Pick<StepScope, 'store'>,
  prepare: () => Promise<Prepared<Judgement, Outcome, Row, Counts>>,
): Promise<BatchAnswer<Counts>> {
  await checkRun({ runId, startedAt, purpose, prefix }, store);
  await checkListed(subjects, prefix, store);
  const { work, sources, countsOf } = await prepare();
  const { rows, ...written } = await auditBatch({ subjects, prefix, startedAt }, work, { ...sources, store });
  return { ...written, counts: countsOf(rows, startedAt) };
}
