import type { EvidenceStore } from '../../aws/evidence-store';
import { inLanes } from '../../domain/in-lanes';
import type { Subject } from '../../domain/identity/subject';
import type { Changed, RunPlan } from '../../domain/run/run-plan';
import type { RunRow, SummaryOf } from '../../domain/run/run-row';
import { succeededBatches, type SucceededBatch } from '../batch/results';
import { changedOf } from '../change/changed';
import { KEYS } from '../contract';
import type { EvidenceShards } from '../evidence/evidence-shards';
import type { ObjectAddress } from '../payloads/plan';
import { subjectsOf, type SubjectForm } from '../payloads/subjects';
import type { SummaryInput } from '../payloads/summary';
import { csvOf, type Columns } from './csv';
import { keepFetched } from './keep-fetched';

/** Objects that are read at the same time. */
const READERS = 8;

/** What of a summary is its guardrail's own. */
export interface SummaryForm<S extends Subject, Row extends RunRow, Plan extends RunPlan, Counts, More extends object> {
  /** How those whom the run looks at are read. */
  readonly subject: SubjectForm<S>;
  /** Reads the rows that a batch has written. @throws PayloadError naming the field */
  readonly rowsOf: (value: unknown, which: string) => readonly Row[];
  /** Reads a plan. @throws PayloadError naming the field */
  readonly planIn: (value: unknown, which: string) => Plan;
  /** Row of a principal whose batch failed. */
  readonly missing: (subject: S) => Row;
  /**
   * Adds to the rows what was planned for each principal, and what came of it.
   *
   * @param changed of every batch of changes that succeeded; whoever is planned and not among them is a failure
   */
  readonly withPlan: (rows: readonly Row[], plan: Plan, changed: readonly Changed[]) => readonly Row[];
  /** @param startedAt ISO 8601, start of the run */
  readonly countsOf: (rows: readonly Row[], startedAt: string) => Counts;
  /** What the summary says besides. @param plan undefined where nothing is planned */
  readonly more: (plan: Plan | undefined) => More;
  readonly columns: Columns<Row>;
}

/** What the summary is made with. */
export interface SummaryWork<S extends Subject, Row extends RunRow, Plan extends RunPlan, Counts, More extends object> {
  readonly store: EvidenceStore;
  readonly accountId: string;
  readonly guardrail: string;
  /** The settings the run went by. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly form: SummaryForm<S, Row, Plan, Counts, More>;
  /** Where evidence is kept for later runs. Absent: nowhere. */
  readonly shards?: EvidenceShards | undefined;
  /** Whether the run looks at some of the account only, so that everybody is listed on their own. @default false */
  readonly accountListed?: boolean | undefined;
  /** Exemptions that have ended, or end soon. @default none */
  readonly endingExemptions?: SummaryOf<Row, Counts>['endingExemptions'] | undefined;
  /** What people have to know of how the run found out what it says. @default nothing */
  readonly remarks?: SummaryOf<Row, Counts>['remarks'] | undefined;
}

/**
 * Joins the rows of all batches, and what became of the plan, into the summary of the run, and writes it as JSON and CSV.
 *
 * Whoever was in a batch that failed has a row that says so. The same batches give the same bytes, however often the run
 * was redriven. The evidence that the batches asked for is kept for later runs, by nobody but the summary.
 *
 * @throws Error where a row or the plan is about somebody whom the run does not look at, or somebody has two rows
 */
export async function summarise<
  S extends Subject,
  Row extends RunRow,
  Plan extends RunPlan,
  Counts,
  More extends object,
>(input: SummaryInput, work: SummaryWork<S, Row, Plan, Counts, More>): Promise<SummaryOf<Row, Counts> & More> {
  const { runId, startedAt, purpose, prefix } = input;
  const { store, accountId, guardrail, rules, form, endingExemptions = [], remarks = [] } = work;
  const [subjects, batches, plan] = await Promise.all([
    everybody(input, store, form.subject),
    succeededBatches(keyIn(store, input.resultsManifest), store),
    planOf(input, work),
  ]);
  const rows = await everyRow(subjects, batches, work);
  const principals = plan === undefined ? rows : form.withPlan(rows, plan, await everyChange(input, store));
  const summary = {
    ...({ version: 1, guardrail, accountId, runId, purpose, startedAt } as const),
    ...{ rules, counts: form.countsOf(principals, startedAt), principals },
    ...form.more(plan),
    ...(endingExemptions.length > 0 && { endingExemptions }),
    ...(remarks.length > 0 && { remarks }),
  };
  const fetched = { prefix, startedAt, subjects, accountListed: work.accountListed };
  await Promise.all([
    store.putJson(`${prefix}/${KEYS.summaryJson}`, summary),
    store.putText(`${prefix}/${KEYS.summaryCsv}`, csvOf(principals, form.columns), 'text/csv; charset=utf-8'),
    work.shards && keepFetched(batches, fetched, work.shards),
  ]);
  return summary;
}

async function everybody<S extends Subject>(
  input: SummaryInput,
  store: EvidenceStore,
  form: SubjectForm<S>,
): Promise<readonly S[]> {
  const manifestKey = `${input.prefix}/${KEYS.manifest}`;
  const subjects = subjectsOf(await store.getJson(manifestKey), manifestKey, form);
  if (subjects.length === input.principals) return subjects;
  throw new Error(`${manifestKey} names ${subjects.length} principals, and the inventory found ${input.principals}`);
}

async function everyRow<S extends Subject, Row extends RunRow>(
  subjects: readonly S[],
  batches: readonly SucceededBatch[],
  {
    store,
    form: { rowsOf, missing },
  }: {
    readonly store: EvidenceStore;
    readonly form: Pick<SummaryForm<S, Row, RunPlan, unknown, object>, 'rowsOf' | 'missing'>;
  },
): Promise<readonly Row[]> {
  const unseen = new Map(subjects.map((subject) => [subject.id, subject]));
  const rows: Row[] = [];
  const read = new Map<string, readonly Row[]>();
  await inLanes(batches, READERS, async ({ key }) => {
    read.set(key, rowsOf(await store.getJson(key), key));
  });
  for (const { key } of batches) {
    for (const row of read.get(key) ?? []) {
      if (!unseen.delete(row.id)) throw new Error(`${key} has a row of ${row.arn}, who has another or is not audited`);
      rows.push(row);
    }
  }
  return [...rows, ...[...unseen.values()].map(missing)].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

/** @throws Error for the plan of another run */
async function planOf<Plan extends RunPlan>(
  { planKey, runId, purpose, startedAt }: SummaryInput,
  {
    store,
    accountId,
    form: { planIn },
  }: {
    readonly store: EvidenceStore;
    readonly accountId: string;
    readonly form: { readonly planIn: (value: unknown, which: string) => Plan };
  },
): Promise<Plan | undefined> {
  if (planKey === null) return undefined;
  const plan = planIn(await store.getJson(planKey), planKey);
  const isOwn =
    plan.accountId === accountId &&
    plan.runId === runId &&
    plan.purpose === purpose &&
    Date.parse(plan.startedAt) === Date.parse(startedAt);
  if (isOwn) return plan;
  throw new Error(`${planKey} is the plan of run ${plan.runId} of account ${plan.accountId}`);
}

async function everyChange({ changesManifest }: SummaryInput, store: EvidenceStore): Promise<readonly Changed[]> {
  if (changesManifest === null) return [];
  const changed: Changed[] = [];
  for (const { key } of await succeededBatches(keyIn(store, changesManifest), store)) {
    changed.push(...changedOf(await store.getJson(key), key));
  }
  return changed;
}

function keyIn(store: EvidenceStore, { bucket, key }: ObjectAddress): string {
  if (bucket === store.bucket) return key;
  throw new Error(`the results are in ${bucket}; this run keeps everything in ${store.bucket}`);
}
