import type { IAMClient } from '@aws-sdk/client-iam';
import { auditBatch, type BatchResult, type BatchWork } from '../../audit/batch/batch';
import { KEYS } from '../../audit/contract';
import { earlierEvidence, type EvidenceShards } from '../../audit/evidence/evidence-shards';
import type { Pace } from '../../audit/pace/pace';
import type { ObjectAddress } from '../../audit/payloads/plan';
import { planOf } from '../../audit/plan/plan';
import { accessAdvisor } from '../../aws/iam/access-advisor';
import { systemClock } from '../../aws/system-clock';
import { isDenied, isExpired } from '../../aws/clients/throttling';
import { carryOut } from '../../changes/carry-out';
import type { Outcome, TagsSet } from '../../domain/change/change';
import type { Row } from '../../domain/run/run-summary';
import type { Subject } from '../../domain/identity/subject';
import { act } from '../../guardrails/permissions-boundary/apply/act';
import { batchWork } from '../../guardrails/permissions-boundary/apply/batch-work';
import type { Circumstances } from '../../guardrails/permissions-boundary/judge/decide';
import type { Judgement } from '../../guardrails/permissions-boundary/judge/judge';
import { keepsEvidence, type Rules } from '../../guardrails/permissions-boundary/rules';

/** Whom a run looks at. */
export interface Everybody {
  readonly run: { readonly prefix: string; readonly startedAt: string };
  readonly subjects: readonly Subject[];
}

export interface Means {
  readonly circumstances: Circumstances;
  /** What the deployment does about boundaries, whatever is done here. */
  readonly mode: Rules['mode'];
  readonly shards: EvidenceShards;
  readonly iam: IAMClient;
  readonly pace: Pace;
}

/**
 * Audits everybody in this process, one batch after the other: evidence is gone with the session that asked for it, and a
 * session of a person may be renewed in between.
 *
 * @returns where it says which batches succeeded, as a distributed map does
 */
export async function auditHere({ run, subjects }: Everybody, means: Means): Promise<ObjectAddress> {
  const { store } = means.shards;
  const { itemsPerBatch } = planOf(subjects.length, { ...means.circumstances.rules.audit, concurrency: 1 });
  const children: { readonly Name: string; readonly Output: string }[] = [];
  for (let first = 0; first < subjects.length; first += itemsPerBatch) {
    const { rows, ...output } = await batchOf({ run, subjects: subjects.slice(first, first + itemsPerBatch) }, means);
    children.push({ Name: String(first), Output: JSON.stringify(output) });
    console.log(`${first + rows.length} of ${subjects.length}`);
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

function batchOf(
  { run, subjects }: Everybody,
  { circumstances, mode, shards, iam, pace }: Means,
): Promise<BatchResult<Row>> {
  const { rules, now } = circumstances;
  const { reportWaitSeconds, reportTimeoutSeconds, refreshDays, incremental } = rules.audit;
  const work: BatchWork<Judgement, Outcome<TagsSet>, Row> = {
    ...batchWork(circumstances, { ...rules, mode }),
    act: ({ subject, tags }) => carryOut(act(subject, tags), 'observe', neverCarried),
    say: () => undefined,
  };
  return auditBatch({ ...run, subjects }, work, {
    ...{
      advisor: accessAdvisor(iam),
      clock: systemClock,
      isDenied,
      isExpired,
      reportWaitSeconds,
      reportTimeoutSeconds,
    },
    ...{ pace, store: shards.store },
    known: async (of) =>
      keepsEvidence(rules) ? earlierEvidence(of, shards, incremental ? { now, refreshDays } : undefined) : new Map(),
  });
}

/** @throws Error always: nothing is changed from here */
function neverCarried(): Promise<never> {
  return Promise.reject(new Error('a run that only looks changes nothing'));
}
