import type { EvidenceShards } from '../../../src/audit/evidence/evidence-shards';
import type { EvidenceStore } from '../../../src/aws/evidence-store';
import { summed } from '../../../src/guardrails/permissions-boundary/composition';
import { someRules } from '../../support/permissions-boundary';
import type { MemoryStore } from './memory-store';
import { auditedInMemory, type AwsAnswers, portsInMemory } from './steps-in-memory';
import { ACCOUNT } from './subjects';

const BATCHES = 3;

/** Where evidence is kept in tests of it alone. */
export const shardsIn = (
  store: EvidenceStore,
  ignored: EvidenceShards['ignored'] = () => undefined,
  guardrail = 'one',
): EvidenceShards => ({
  ...{ store, accountId: ACCOUNT, guardrail, formerBases: ['base'], ignored },
});

/**
 * A run from the inventory to the summary, by the same steps as the functions.
 *
 * @param incremental false: everybody is asked about
 * @param now when its batches run
 */
export async function wholeRun(begun: Date, told: AwsAnswers, store: MemoryStore, incremental = true, now = begun) {
  const startedAt = begun.toISOString();
  const { audit } = someRules();
  // Where boundaries are enforced, evidence is kept whether or not it stands for a new report.
  const rules = someRules({ mode: 'enforce', audit: { ...audit, incremental, refreshDays: 30 } });
  const { ports, asked } = portsInMemory(told, { rules, store, now: () => now });
  const audited = await auditedInMemory(
    { runId: startedAt.replaceAll(':', ''), startedAt, purpose: 'audit' },
    BATCHES,
    ports,
  );
  const summarised = () => summed({ ...audited, planKey: null, changesManifest: null, attempt: 0 }, ports);
  return { summary: await summarised(), asked: [...asked()].sort(), summarised };
}
