import type { EvidenceStore } from '../../aws/evidence-store';
import type { Evidence } from '../../domain/run/evidence';
import type { Subject } from '../../domain/identity/subject';
import { KEYS } from '../contract';
import type { EarlierEvidence } from '../evidence/evidence-shards';
import { gatherEvidence, type EvidenceSources } from '../evidence/evidence';
import { historyOf, joined, withGrants } from '../evidence/grant-history';
import type { FetchedReport } from '../evidence/stored-evidence';

/** What a guardrail makes of one principal. */
export interface BatchWork<Judgement, Outcome, Row> {
  /** Whether it needs no evidence, so that no call is made for it. */
  readonly skip: (subject: Subject) => boolean;
  /** @param evidence absent for whom {@link skip} says so */
  readonly judge: (subject: Subject, evidence: Evidence | undefined) => Judgement;
  /** Whether evidence can be counted, so that it may serve later runs; what cannot is asked for every time. */
  readonly believes: (subject: Subject, evidence: Evidence) => boolean;
  /**
   * The guardrails' own denies that stand on a principal, in words of their own: kept with its report, so that a later run
   * can judge it in their light.
   *
   * @default none
   */
  readonly denies?: (subject: Subject) => readonly string[];
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
  /** ISO 8601, start of the run. */
  readonly startedAt: string;
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

/** Where a batch has its evidence from, and where it puts what it made of it. */
export interface BatchSources extends EvidenceSources {
  readonly store: EvidenceStore;
  /** Reads what earlier runs kept, by the unique id of the principal. */
  readonly known: (subjects: readonly Subject[]) => Promise<ReadonlyMap<string, EarlierEvidence>>;
}

/**
 * Audits a batch: evidence, verdict, act and a row for everybody in it.
 *
 * Access Advisor is asked only about those of whom nothing is known. One principal's failure is its own row. The rows are
 * written to the store, because a child of the map may answer 256 KiB only; the key is that of the first principal, so
 * that a redrive writes the same object.
 *
 * @throws Error of evidence that was denied: that is nobody's own fault, and the batch is redriven
 */
export async function auditBatch<Judgement, Outcome, Row>(
  { subjects, prefix, startedAt }: Batch,
  work: BatchWork<Judgement, Outcome, Row>,
  sources: BatchSources,
): Promise<BatchResult<Row>> {
  const { store } = sources;
  const rows = new Map<string, Row>();
  const fetched = new Map<string, FetchedReport>();
  const finish = async (subject: Subject, evidence: Evidence | undefined) => {
    const judgement = work.judge(subject, evidence);
    const outcome = await outcomeOf(judgement, work);
    work.say(judgement, outcome);
    rows.set(subject.id, work.rowOf(judgement, outcome));
  };
  for (const subject of subjects) if (work.skip(subject)) await finish(subject, undefined);
  const others = subjects.filter(({ id }) => !rows.has(id));
  const known = await sources.known(others);
  const reused = others.flatMap((subject) => {
    const evidence = reusable(known.get(subject.id));
    return evidence !== undefined && work.believes(subject, evidence) ? [{ subject, evidence }] : [];
  });
  const reusedIds = new Set(reused.map(({ subject }) => subject.id));
  const asked = others.filter(({ id }) => !reusedIds.has(id));
  await Promise.all([
    ...reused.map(({ subject, evidence }) => finish(subject, evidence)),
    gatherEvidence(asked, sources, (subject, evidence) => {
      const { id, basis } = subject;
      if (evidence.kind !== 'report' || !work.believes(subject, evidence)) return finish(subject, evidence);
      const denies = work.denies?.(subject) ?? [];
      const report = { fetchedAt: startedAt, services: evidence.services, ...(denies.length > 0 && { denies }) };
      const [before, now] = [known.get(id)?.known.history, historyOf(report)];
      const services = withGrants(report.services, before === undefined ? now : joined(before, now));
      if (basis) {
        const { fingerprint, grants, shard } = basis;
        fetched.set(id, { id, shard, fingerprint, ...(grants !== undefined && { grants }), ...report });
      }
      return finish(subject, { ...evidence, services, ...(denies.length > 0 && { denies }) });
    }),
  ]);

  const key = batchKeyOf(prefix, subjects);
  const kept = await keep(
    subjects.flatMap(({ id }) => fetched.get(id) ?? []),
    prefix,
    subjects,
    store,
  );
  const inOrder = subjects.flatMap(({ id }) => rows.get(id) ?? []);
  await store.putJson(key, { rows: inOrder });
  return { key, rows: inOrder, ...kept };
}

function reusable(earlier: EarlierEvidence | undefined): Evidence | undefined {
  if (earlier === undefined || earlier.standing === 'outdated') return undefined;
  const { report, history } = earlier.known;
  const { fetchedAt, services, denies } = report;
  return {
    ...{ kind: 'report', services: withGrants(services, history), fetchedAt },
    ...(earlier.standing === 'shared' && { asOf: fetchedAt }),
    ...(denies && { denies }),
  };
}

/** Puts evidence beside the rows, for the summary to keep: nobody else writes what later runs go by. */
async function keep(
  evidence: readonly FetchedReport[],
  prefix: string,
  subjects: readonly Subject[],
  store: EvidenceStore,
): Promise<{ readonly evidenceKey?: string }> {
  if (evidence.length === 0) return {};
  const evidenceKey = batchKeyOf(prefix, subjects, EVIDENCE);
  await store.putJson(evidenceKey, { evidence });
  return { evidenceKey };
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

/** Name of an object with evidence, after that with the rows. */
const EVIDENCE = '.evidence';

/** Object of a batch. @throws Error for a batch of nobody */
function batchKeyOf(prefix: string, subjects: readonly Subject[], more = ''): string {
  const [first] = subjects;
  if (first === undefined) throw new Error('a batch has at least one principal');
  return `${prefix}/${KEYS.batches}/${first.id}${more}.json`;
}
