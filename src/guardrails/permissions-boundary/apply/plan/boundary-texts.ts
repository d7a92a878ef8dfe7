import { KEYS } from '../../../../audit/contract';
import type { EvidenceStore } from '../../../../aws/evidence-store';
import { scannedPoliciesOf } from './plan-object';

/**
 * What the boundaries that stand say, by ARN, as the inventory of a run found them: the project's own and others'.
 *
 * @param prefix of the run's objects
 * @throws PayloadError naming the field
 */
export async function boundaryTextsIn(prefix: string, store: EvidenceStore): Promise<ReadonlyMap<string, string>> {
  const key = `${prefix}/${KEYS.scannedPolicies}`;
  const { policies, foreign = [] } = scannedPoliciesOf(await store.getJson(key), key);
  return new Map([...policies, ...foreign].map(({ arn, text }) => [arn, text]));
}
