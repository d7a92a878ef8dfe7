import type { EvidenceStore } from '../aws/evidence-store';
import { countsOf, type Row, type RunSummary } from '../domain/run-summary';
import type { Subject } from '../domain/subject';
import { KEYS } from './contract';
import { subjectsOf, type SummaryInput } from './payloads';
import { succeededBatches } from './results';
import { rowsOf } from './rows';
import { csvOf } from './summary-csv';

/** What the summary is made with. */
export interface SummaryWork {
  readonly store: EvidenceStore;
  readonly accountId: string;
  readonly guardrail: RunSummary['guardrail'];
  /** The settings the run went by. */
  readonly rules: RunSummary['rules'];
  /** Row of a principal whose batch failed. */
  readonly missing: (subject: Subject) => Row;
}

/**
 * Joins the rows of all batches into the summary of the run, and writes it as JSON and CSV.
 *
 * Whoever was in a batch that failed has a row that says so. The same batches give the same bytes, however often the run
 * was redriven.
 *
 * @throws Error where a row is about somebody whom the run does not look at, or somebody has two
 */
export async function summarise(input: SummaryInput, work: SummaryWork): Promise<RunSummary> {
  const { runId, startedAt, purpose, prefix } = input;
  const { store, accountId, guardrail, rules } = work;
  const principals = await everyRow(input, work);
  const counts = countsOf(principals);
  const summary: RunSummary = {
    ...{ version: 1, guardrail, accountId, runId, purpose, startedAt },
    ...{ rules, counts, principals },
  };
  await store.putJson(`${prefix}/${KEYS.summaryJson}`, summary);
  await store.putText(`${prefix}/${KEYS.summaryCsv}`, csvOf(principals), 'text/csv; charset=utf-8');
  return summary;
}

async function everyRow(input: SummaryInput, { store, missing }: SummaryWork): Promise<readonly Row[]> {
  const manifestKey = `${input.prefix}/${KEYS.manifest}`;
  const subjects = subjectsOf(await store.getJson(manifestKey), manifestKey);
  if (subjects.length !== input.principals) {
    throw new Error(`${manifestKey} names ${subjects.length} principals, and the inventory found ${input.principals}`);
  }
  const unseen = new Map(subjects.map((subject) => [subject.id, subject]));
  const rows: Row[] = [];
  for (const key of await succeededBatches(resultsKeyOf(input, store), store)) {
    for (const row of rowsOf(await store.getJson(key), key)) {
      if (!unseen.delete(row.id)) throw new Error(`${key} has a row of ${row.arn}, who has another or is not audited`);
      rows.push(row);
    }
  }
  return [...rows, ...[...unseen.values()].map(missing)].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

function resultsKeyOf({ resultsManifest: { bucket, key } }: SummaryInput, store: EvidenceStore): string {
  if (bucket === store.bucket) return key;
  throw new Error(`the results are in ${bucket}; this run keeps everything in ${store.bucket}`);
}
