import type { Subject } from '../../domain/identity/subject';
import { auditBatch, type BatchWork, type Gather } from '../batch/batch';
import { checkListed } from '../inventory/manifest';
import type { BatchInput } from '../payloads/batch';
import type { SubjectForm } from '../payloads/subjects';
import { checkRun } from '../run/run-record';
import type { StepScope } from './scope';

/** What the summary is told of a batch. */
export interface BatchAnswer<Counts> {
  readonly key: string;
  readonly evidenceKey?: string;
  readonly counts: Counts;
}

/** What a batch is worked on with, read for this batch alone. */
export interface Prepared<S extends Subject, Evidence, Judgement, Outcome, Row, Counts> {
  readonly work: BatchWork<S, Evidence, Judgement, Outcome, Row>;
  readonly gather: Gather<S, Evidence>;
  /** @param startedAt ISO 8601, start of the run */
  readonly countsOf: (rows: readonly Row[], startedAt: string) => Counts;
}

/** What a batch takes of its guardrail. */
export interface BatchStepWork<S extends Subject, Evidence, Judgement, Outcome, Row, Counts> extends Pick<
  StepScope,
  'store' | 'lease'
> {
  /** How its principals are read. */
  readonly form: SubjectForm<S>;
  /** Called once the batch is known to be one of this run. */
  readonly prepare: () => Promise<Prepared<S, Evidence, Judgement, Outcome, Row, Counts>>;
}

/** Audits a batch of principals that the inventory has listed. */
export async function batchStep<S extends Subject, Evidence, Judgement, Outcome, Row, Counts>(
  { subjects, prefix, startedAt, runId, purpose }: Omit<BatchInput<S>, 'callsPerSecond'>,
  { store, lease, form, prepare }: BatchStepWork<S, Evidence, Judgement, Outcome, Row, Counts>,
): Promise<BatchAnswer<Counts>> {
  await Promise.all([
    checkRun({ runId, startedAt, purpose, prefix }, store),
    checkListed(subjects, prefix, { store, form }),
  ]);
  await lease.take({ runId });
  const { work, gather, countsOf } = await prepare();
  const { rows, ...written } = await auditBatch({ subjects, prefix }, work, { gather, store });
  return { ...written, counts: countsOf(rows, startedAt) };
}
