import * as z from 'zod';
import { KEYS, type Job } from '../../../src/audit/contract';
import type { Purpose } from '../../../src/domain/run/purpose';
import { someIds } from '../../support/seed';
import type { Account } from './account';
import type { DeployedFunction } from './deployed-function';
import { writeMapResults, type ResultsManifest } from './map-results';

const share = z.object({ callsPerSecond: z.number() });
const inventoried = z.looseObject({
  bucket: z.string(),
  manifestKey: z.string(),
  prefix: z.string(),
  principals: z.number(),
  plan: share,
});
const planned = z.object({ planKey: z.string(), changesKey: z.string(), changes: z.number(), share });
const named = z.array(z.looseObject({ name: z.string() }));
const items = z.array(z.looseObject({}));
const row = z.looseObject({
  name: z.string(),
  boundary: z.looseObject({ policyArn: z.string().optional() }).optional(),
});
const summary = z.looseObject({ principals: z.array(row) });

/** What a run left behind. */
export interface AuditRun {
  /** Names of everybody in the manifest. */
  readonly listed: readonly string[];
  /** Rows of the summary. */
  readonly summed: readonly z.infer<typeof row>[];
}

/**
 * Runs the functions one after another, as Step Functions does, and writes what its ResultWriters write.
 *
 * moto starts an execution and runs none of its states.
 *
 * @param daysAgo when the run began; the functions run now
 */
export async function auditRun(
  { files }: Account,
  deployed: (job: Job) => Promise<DeployedFunction>,
  purpose: Purpose,
  daysAgo = 0,
): Promise<AuditRun> {
  const startedAt = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const run = { runId: `run-${someIds.uuid('run', `${purpose} ${daysAgo}`)}`, startedAt, purpose };
  const invoke = async (job: Job, input: object) => (await deployed(job)).invoke(input);
  const { bucket, manifestKey, prefix, principals, plan } = inventoried.parse(await invoke('inventory', run));
  const map = async (
    job: Job,
    { callsPerSecond, itemsKey, results }: { callsPerSecond: number; itemsKey: string; results: string },
  ): Promise<ResultsManifest> => {
    const Items = items.parse(await files.read(bucket, itemsKey));
    const input = { BatchInput: { ...run, prefix, callsPerSecond }, Items };
    const output = await invoke(job, input);
    return writeMapResults(files, { bucket, prefix: `${prefix}/${results}` }, { input, output });
  };

  const resultsManifest = await map('batch', { ...plan, itemsKey: manifestKey, results: KEYS.results });
  const audited = { ...run, prefix, principals, resultsManifest };
  const { planKey, changesKey, changes, share } = planned.parse(await invoke('plan', audited));
  const changesManifest =
    changes === 0 ? null : await map('change', { ...share, itemsKey: changesKey, results: KEYS.changeResults });
  await invoke('summary', { ...audited, planKey, changesManifest, attempt: 0 });
  return {
    listed: named.parse(await files.read(bucket, manifestKey)).map(({ name }) => name),
    summed: summary.parse(await files.read(bucket, `${prefix}/${KEYS.summaryJson}`)).principals,
  };
}
