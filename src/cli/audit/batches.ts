import { KEYS } from '../../audit/contract';
import type { Run } from '../../audit/payloads/run';
import type { ObjectAddress } from '../../audit/payloads/plan';
import { spreadOf } from '../../audit/batch/spread';
import type { BoundedSubject } from '../../guardrails/permissions-boundary/bounded-subject';
import { batch } from '../../guardrails/permissions-boundary/composition';
import type { BatchPorts } from '../../guardrails/permissions-boundary/ports';

/**
 * Audits everybody in this process, one batch after the other: evidence is gone with the session that asked for it, and a
 * session of a person may be renewed in between.
 *
 * @returns where it says which batches succeeded, as a distributed map does
 */
export async function auditHere(
  run: Run & { readonly prefix: string },
  subjects: readonly BoundedSubject[],
  ports: BatchPorts,
): Promise<ObjectAddress> {
  const { store, rules } = ports;
  const { itemsPerBatch, callsPerSecond } = spreadOf(subjects.length, { ...rules.audit, concurrency: 1 });
  const children: { readonly Name: string; readonly Output: string }[] = [];
  for (let first = 0; first < subjects.length; first += itemsPerBatch) {
    const some = subjects.slice(first, first + itemsPerBatch);
    const answer = await batch({ ...run, callsPerSecond, subjects: some }, ports);
    children.push({ Name: String(first), Output: JSON.stringify(answer) });
    console.log(`${first + some.length} of ${subjects.length}`);
  }
  const succeeded = `${run.prefix}/${KEYS.results}/SUCCEEDED_0.json`;
  const manifest = `${run.prefix}/${KEYS.results}/manifest.json`;
  await store.putJson(succeeded, children);
  await store.putJson(manifest, {
    DestinationBucket: store.bucket,
    ResultFiles: { SUCCEEDED: [{ Key: succeeded }] },
  });
  return { bucket: store.bucket, key: manifest };
}
