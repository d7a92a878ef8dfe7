import type { EvidenceStore } from '../aws/evidence-store';
import type { Evidence } from '../domain/evidence';
import type { Subject } from '../domain/subject';
import { KEYS } from './contract';
import { gatherEvidence, type EvidenceSources } from './evidence';

/** What a guardrail makes of one principal. */
export interface BatchWork<Judgement, Outcome, Row> {
  /** Whether it needs no evidence, so that no call is made for it. */
  readonly skip: (subject: Subject) => boolean;
  /** @param evidence absent for whom {@link skip} says so */
  readonly judge: (subject: Subject, evidence: Evidence | undefined) => Judgement;
  /** Carries out what was decided. May be repeated: a batch that failed is redriven from its beginning. */
  readonly act: (judgement: Judgement) => Promise<Outcome>;
  /** The outcome of an act that failed. @param why in words */
  readonly failed: (judgement: Judgement, why: string) => Outcome;
  readonly rowOf: (judgement: Judgement, outcome: Outcome) => Row;
  /** Told of everybody once, in any order: for the log. */
  readonly say: (judgement: Judgement, outcome: Outcome) => void;
}

/** A batch, and where its rows go. */
export interface Batch {
  readonly subjects: readonly Subject[];
  /** Prefix of the run's objects. */
  readonly prefix: string;
}

/** What became of a batch. */
export interface BatchResult<Row> {
  /** Object that holds the rows. */
  readonly key: string;
  /** In the order of the subjects. */
  readonly rows: readonly Row[];
}

/**
 * Audits a batch: evidence, verdict, act and a row for everybody in it.
 *
 * One principal's failure is its own row. The rows are written to the store, because a child of the map may answer
 * 256 KiB only; the key is that of the first principal, so that a redrive writes the same object.
 *
 * @throws Error of evidence that was denied: that is nobody's own fault, and the batch is redriven
 */
export async function auditBatch<Judgement, Outcome, Row>(
  { subjects, prefix }: Batch,
  work: BatchWork<Judgement, Outcome, Row>,
  sources: EvidenceSources & { readonly store: EvidenceStore },
): Promise<BatchResult<Row>> {
  const rows = new Map<string, Row>();
  const finish = async (subject: Subject, evidence: Evidence | undefined) => {
    const judgement = work.judge(subject, evidence);
    const outcome = await outcomeOf(judgement, work);
    work.say(judgement, outcome);
    rows.set(subject.id, work.rowOf(judgement, outcome));
  };
  for (const subject of subjects) if (work.skip(subject)) await finish(subject, undefined);
  const others = subjects.filter(({ id }) => !rows.has(id));
  await gatherEvidence(others, sources, finish);

  const key = batchKeyOf(prefix, subjects);
  const inOrder = subjects.flatMap(({ id }) => rows.get(id) ?? []);
  await sources.store.putJson(key, { rows: inOrder });
  return { key, rows: inOrder };
}

/** A denied act is the principal's own as well: a service control policy may shelter one role and no other. */
async function outcomeOf<Judgement, Outcome, Row>(
  judgement: Judgement,
  { act, failed }: BatchWork<Judgement, Outcome, Row>,
): Promise<Outcome> {
  try {
    return await act(judgement);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(judgement, `${error.name}: ${error.message}`);
  }
}

/** Object of a batch's rows. @throws Error for a batch of nobody */
export function batchKeyOf(prefix: string, subjects: readonly Subject[]): string {
  const [first] = subjects;
  if (first === undefined) throw new Error('a batch has at least one principal');
  return `${prefix}/${KEYS.batches}/${first.id}.json`;
}
