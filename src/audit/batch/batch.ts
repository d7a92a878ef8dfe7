import type { EvidenceStore } from '../../aws/evidence-store';
import type { Subject } from '../../domain/identity/subject';
import { KEYS } from '../contract';

/** What a guardrail makes of one principal. */
export interface BatchWork<S extends Subject, Evidence, Judgement, Outcome, Row> {
  /** Whether it needs no evidence, so that no call is made for it. */
  readonly skip: (subject: S) => boolean;
  /** @param evidence absent where {@link skip} says that none is needed */
  readonly judge: (subject: S, evidence: Evidence | undefined) => Judgement;
  /** Carries out what was decided. May be repeated: a batch that failed is redriven from its beginning. */
  readonly act: (judgement: Judgement) => Promise<Outcome>;
  /** The outcome of an act that failed. @param why in words */
  readonly failed: (judgement: Judgement, why: string) => Outcome;
  readonly rowOf: (judgement: Judgement, outcome: Outcome) => Row;
  /** Told of everybody once, in any order: for the log. */
  readonly say: (judgement: Judgement, outcome: Outcome) => void;
}

/**
 * Where a batch has its evidence from. What goes wrong with one principal is its own evidence, in the guardrail's words.
 *
 * @param found to be called once for each of them, in any order; several may be under way
 * @returns what may serve later runs; the batch puts it beside its rows, for the summary to keep
 * @throws Error of what is nobody's own fault, such as a right that the function lacks: the batch is redriven
 */
export type Gather<S extends Subject, Evidence> = (
  subjects: readonly S[],
  found: (subject: S, evidence: Evidence) => Promise<void>,
) => Promise<readonly object[]>;

/** A batch, and where its rows go. */
export interface Batch<S extends Subject> {
  readonly subjects: readonly S[];
  /** Prefix of the run's objects. */
  readonly prefix: string;
}

/** What became of a batch. */
export interface BatchResult<Row> {
  /** Object that holds the rows. */
  readonly key: string;
  /** In the order of the subjects. */
  readonly rows: readonly Row[];
  /** Object that holds what may serve later runs; absent where there is nothing. */
  readonly evidenceKey?: string;
}

/**
 * Audits a batch: evidence, verdict, act and a row for everybody in it.
 *
 * One principal's failure is its own row. The rows are written to the store, because a child of the map may answer 256 KiB
 * only; the key is that of the first principal, so that a redrive writes the same object.
 *
 * @throws Error of evidence that was denied: that is nobody's own fault, and the batch is redriven
 */
export async function auditBatch<S extends Subject, Evidence, Judgement, Outcome, Row>(
  { subjects, prefix }: Batch<S>,
  work: BatchWork<S, Evidence, Judgement, Outcome, Row>,
  { gather, store }: { readonly gather: Gather<S, Evidence>; readonly store: EvidenceStore },
): Promise<BatchResult<Row>> {
  const rows = new Map<string, Row>();
  const finish = async (subject: S, evidence: Evidence | undefined) => {
    const judgement = work.judge(subject, evidence);
    const outcome = await outcomeOf(judgement, work);
    work.say(judgement, outcome);
    rows.set(subject.id, work.rowOf(judgement, outcome));
  };
  const key = batchKeyOf(prefix, subjects);
  for (const subject of subjects) if (work.skip(subject)) await finish(subject, undefined);
  const evidence = await gather(
    subjects.filter(({ id }) => !rows.has(id)),
    finish,
  );
  const forgotten = subjects.find(({ id }) => !rows.has(id));
  if (forgotten !== undefined) throw new Error(`nothing was gathered of ${forgotten.arn}, not even a failure`);
  const inOrder = subjects.flatMap(({ id }) => rows.get(id) ?? []);
  const evidenceKey = batchKeyOf(prefix, subjects, EVIDENCE);
  await Promise.all([
    store.putJson(key, { rows: inOrder }),
    evidence.length > 0 && store.putJson(evidenceKey, { evidence }),
  ]);
  return { key, rows: inOrder, ...(evidence.length > 0 && { evidenceKey }) };
}

/** A denied act is the principal's own as well: a service control policy may shelter one role and no other. */
async function outcomeOf<Judgement, Outcome>(
  judgement: Judgement,
  { act, failed }: Pick<BatchWork<never, never, Judgement, Outcome, never>, 'act' | 'failed'>,
): Promise<Outcome> {
  try {
    return await act(judgement);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(judgement, `${error.name}: ${error.message}`);
  }
}

/** Name of an object with evidence, after that with the rows. */
const EVIDENCE = '.evidence';

/** Object of a batch. @throws Error for a batch of nobody */
function batchKeyOf(prefix: string, subjects: readonly Subject[], more = ''): string {
  const [first] = subjects;
  if (first === undefined) throw new Error('a batch has at least one principal');
  return `${prefix}/${KEYS.batches}/${first.id}${more}.json`;
}
