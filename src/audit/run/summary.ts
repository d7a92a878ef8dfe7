import type { EvidenceStore } from '../../aws/evidence-store';
import type { BoundaryPlan, ChangedBoundary } from '../../domain/boundary/plan';
import { countsOf, type PlanSummary, type Row, type RunSummary } from '../../domain/run/run-summary';
import type { Subject } from '../../domain/identity/subject';
import { changedOf, withBoundaries } from '../change/changed';
import { KEYS } from '../contract';
import { keepEvidence, type EvidenceShards } from '../evidence/evidence-shards';
import { fetchedOf } from '../evidence/known-evidence';
import type { ObjectAddress } from '../payloads/plan';
import { subjectsOf } from '../payloads/subjects';
import type { SummaryInput } from '../payloads/summary';
import { planObjectOf } from '../plan/plan-object';
import { succeededBatches, type SucceededBatch } from '../batch/results';
import { rowsOf } from '../batch/rows';
import { csvOf } from './csv-columns';

/** What the summary is made with. */
export interface SummaryWork {
  readonly store: EvidenceStore;
  readonly accountId: string;
  readonly guardrail: RunSummary['guardrail'];
  /** The settings the run went by. */
  readonly rules: RunSummary['rules'];
  /** Row of a principal whose batch failed. */
  readonly missing: (subject: Subject) => Row;
  /** Where evidence is kept for later runs. Absent: nowhere. */
  readonly shards?: EvidenceShards | undefined;
  /** Exemptions that have ended, or end soon. @default none */
  readonly endingExemptions?: RunSummary['endingExemptions'] | undefined;
}

/**
 * Joins the rows of all batches, and what became of the plan, into the summary of the run, and writes it as JSON and CSV.
 *
 * Whoever was in a batch that failed has a row that says so. The same batches give the same bytes, however often the run
 * was redriven. Then the evidence that the batches asked for is kept for later runs, by nobody but the summary.
 *
 * @throws Error where a row or the plan is about somebody whom the run does not look at, or somebody has two rows
 */
export async function summarise(input: SummaryInput, work: SummaryWork): Promise<RunSummary> {
  const { runId, startedAt, purpose, prefix } = input;
  const { store, accountId, guardrail, rules, endingExemptions = [] } = work;
  const subjects = await everybody(input, work);
  const batches = await succeededBatches(keyIn(store, input.resultsManifest), store);
  const plan = await planOf(input, work);
  const rows = await everyRow(subjects, batches, work);
  const principals = plan === undefined ? rows : withBoundaries(rows, plan, await everyChange(input, store));
  const counts = countsOf(principals, startedAt);
  const summary: RunSummary = {
    ...{ version: 1, guardrail, accountId, runId, purpose, startedAt },
    ...{ rules, counts, principals },
    ...(plan && { plan: planSummaryOf(plan) }),
    ...(endingExemptions.length > 0 && { endingExemptions }),
  };
  await store.putJson(`${prefix}/${KEYS.summaryJson}`, summary);
  await store.putText(`${prefix}/${KEYS.summaryCsv}`, csvOf(principals), 'text/csv; charset=utf-8');
  if (work.shards) await keepFetched(batches, { subjects, startedAt }, work.shards);
  return summary;
}

async function everybody(input: SummaryInput, { store }: SummaryWork): Promise<readonly Subject[]> {
  const manifestKey = `${input.prefix}/${KEYS.manifest}`;
  const subjects = subjectsOf(await store.getJson(manifestKey), manifestKey);
  if (subjects.length === input.principals) return subjects;
  throw new Error(`${manifestKey} names ${subjects.length} principals, and the inventory found ${input.principals}`);
}

async function everyRow(
  subjects: readonly Subject[],
  batches: readonly SucceededBatch[],
  { store, missing }: SummaryWork,
): Promise<readonly Row[]> {
  const unseen = new Map(subjects.map((subject) => [subject.id, subject]));
  const rows: Row[] = [];
  for (const { key } of batches) {
    for (const row of rowsOf(await store.getJson(key), key)) {
      if (!unseen.delete(row.id)) throw new Error(`${key} has a row of ${row.arn}, who has another or is not audited`);
      rows.push(row);
    }
  }
  return [...rows, ...[...unseen.values()].map(missing)].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

/** @throws Error for the plan of another run */
async function planOf(
  { planKey, runId, purpose, startedAt }: SummaryInput,
  { store, accountId }: SummaryWork,
): Promise<BoundaryPlan | undefined> {
  if (planKey === null) return undefined;
  const plan = planObjectOf(await store.getJson(planKey), planKey);
  const isOwn =
    plan.accountId === accountId &&
    plan.runId === runId &&
    plan.purpose === purpose &&
    Date.parse(plan.startedAt) === Date.parse(startedAt);
  if (isOwn) return plan;
  throw new Error(`${planKey} is the plan of run ${plan.runId} of account ${plan.accountId}`);
}

async function everyChange(
  { changesManifest }: SummaryInput,
  store: EvidenceStore,
): Promise<readonly ChangedBoundary[]> {
  if (changesManifest === null) return [];
  const changed: ChangedBoundary[] = [];
  for (const { key } of await succeededBatches(keyIn(store, changesManifest), store)) {
    changed.push(...changedOf(await store.getJson(key), key));
  }
  return changed;
}

function planSummaryOf({ mode, scope, altered, collected, notPrincipal, unread = [] }: BoundaryPlan): PlanSummary {
  return { mode, scope, altered, collected, notPrincipal, ...(unread.length > 0 && { unread }) };
}

/** One batch after the other: all evidence of a large account at once would need a large function. */
async function keepFetched(
  batches: readonly SucceededBatch[],
  run: { readonly subjects: readonly Subject[]; readonly startedAt: string },
  shards: EvidenceShards,
): Promise<void> {
  for (const { evidenceKey } of batches) {
    if (evidenceKey === undefined) continue;
    await keepEvidence(fetchedOf(await shards.store.getJson(evidenceKey), evidenceKey), run, shards);
  }
}

function keyIn(store: EvidenceStore, { bucket, key }: ObjectAddress): string {
  if (bucket === store.bucket) return key;
  throw new Error(`the results are in ${bucket}; this run keeps everything in ${store.bucket}`);
}
