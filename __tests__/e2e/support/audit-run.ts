import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Account } from './account';
import type { DeployedFunction } from './deployed-function';

const inventoried = z.looseObject({
  bucket: z.string(),
  manifestKey: z.string(),
  prefix: z.string(),
  principals: z.number(),
  plan: z.object({ callsPerSecond: z.number() }),
});
const subjects = z.array(z.looseObject({ name: z.string() }));
const summary = z.looseObject({ principals: z.array(z.looseObject({ name: z.string() })) });

/** What a run left behind. */
export interface AuditRun {
  /** Names of everybody in the manifest. */
  readonly listed: readonly string[];
  /** Rows of the summary. */
  readonly summed: z.infer<typeof summary>['principals'];
}

/**
 * Runs the three functions one after another, as Step Functions does, and writes what its ResultWriter writes.
 *
 * moto starts an execution and runs none of its states.
 */
export async function auditRun(
  { files }: Account,
  deployed: (job: 'inventory' | 'batch' | 'summary') => Promise<DeployedFunction>,
): Promise<AuditRun> {
  const run = { runId: `run-${randomUUID()}`, startedAt: new Date().toISOString(), purpose: 'audit' };
  const { bucket, manifestKey, prefix, principals, plan } = inventoried.parse(
    await (await deployed('inventory')).invoke(run),
  );
  const Items = subjects.parse(await files.read(bucket, manifestKey));
  const input = { BatchInput: { ...run, prefix, callsPerSecond: plan.callsPerSecond }, Items };
  const output = await (await deployed('batch')).invoke(input);

  const folder = `${prefix}/results/${randomUUID()}`;
  const succeeded = [recordOf(input, output)];
  const SUCCEEDED = [{ Key: `${folder}/SUCCEEDED_0.json`, Size: 0 }];
  for (const file of SUCCEEDED) file.Size = await files.write(bucket, file.Key, succeeded);
  const resultsManifest = { Bucket: bucket, Key: `${folder}/manifest.json` };
  await files.write(bucket, resultsManifest.Key, {
    DestinationBucket: bucket,
    MapRunArn: `arn:aws:states:us-east-1:123456789012:mapRun:audit/audit:${randomUUID()}`,
    ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED },
  });
  await (await deployed('summary')).invoke({ ...run, prefix, principals, resultsManifest, attempt: 0 });
  return {
    listed: Items.map(({ name }) => name),
    summed: summary.parse(await files.read(bucket, `${prefix}/summary.json`)).principals,
  };
}

/** A child of a distributed map that succeeded, as the ResultWriter writes it. */
function recordOf(input: object, output: unknown): object {
  const name = randomUUID();
  const at = new Date().toISOString();
  return {
    ExecutionArn: `arn:aws:states:us-east-1:123456789012:execution:audit/audit:${name}`,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    Output: JSON.stringify(output),
    OutputDetails: { Included: true },
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    StartDate: at,
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:audit/audit',
    Status: 'SUCCEEDED',
    StopDate: at,
  };
}
