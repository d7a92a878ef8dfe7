import { createHash } from 'node:crypto';
import { auditBatch } from '../../../src/audit/batch/batch';
import { earlierEvidence, type EvidenceShards } from '../../../src/audit/evidence/evidence-shards';
import { inventoryOf } from '../../../src/audit/inventory/inventory';
import { summarise } from '../../../src/audit/run/summary';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { Outcome, TagsSet } from '../../../src/domain/change/change';
import type { Row } from '../../../src/domain/run/run-summary';
import type { ServiceUse } from '../../../src/domain/run/evidence';
import { believed, skip } from '../../../src/guardrails/permissions-boundary/judge/decide';
import { judge } from '../../../src/guardrails/permissions-boundary/judge/judge';
import { missing, rowOf } from '../../../src/guardrails/permissions-boundary/report/row';
import { someCircumstances } from '../../support/permissions-boundary';
import { advised } from './advised';
import type { MemoryStore } from './memory-store';
import { ACCOUNT } from './subjects';
import { usesBy } from './uses-by';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const BATCHES = 3;

/** What AWS tells a run. */
export interface AwsAnswers {
  readonly page: DetailsPage;
  readonly lastUses: ReadonlyMap<string, string>;
  readonly report: (arn: string) => readonly ServiceUse[];
}

/** Where a run keeps evidence in these tests. */
export const shardsIn = (store: MemoryStore, ignored: EvidenceShards['ignored'] = () => undefined): EvidenceShards => ({
  ...{ store, accountId: ACCOUNT, base: 'base', ignored },
});

/**
 * A run from the inventory to the summary, as the functions do it.
 *
 * @param incremental false: everybody is asked about
 */
export async function wholeRun(
  now: Date,
  told: AwsAnswers,
  store: MemoryStore,
  shards: EvidenceShards,
  incremental = true,
) {
  const startedAt = now.toISOString();
  const circumstances = someCircumstances({ now });
  const prefix = `base/runs/${startedAt}`;
  const subjects = await inventoryOf(oneAfterTheOther(told.page), {
    unread: (why) => {
      throw new Error(why);
    },
    lastUses: () => Promise.resolve(usesBy(told.lastUses)),
    actions: [],
    factsOf: ({ grants }) => ({
      ...{ mayDoSomething: grants.some(({ allowsSomething }) => allowsSomething), keeps: [], ownTags: {} },
      otherTags: 0,
    }),
    sha256,
  });
  await store.putJson(`${prefix}/manifest.json`, subjects);

  const stage = advised({
    ...{ callsPerSecond: 1_000, reportWaitSeconds: 0 },
    answer: (arn) => ({ status: 'completed', services: told.report(arn) }),
  });
  const size = Math.ceil(subjects.length / BATCHES);
  const children: object[] = [];
  for (let start = 0; start < subjects.length; start += size) {
    const { rows, ...written } = await auditBatch(
      { subjects: subjects.slice(start, start + size), prefix, startedAt },
      {
        skip: (subject) => skip(subject, circumstances) !== undefined,
        judge: (subject, evidence) => judge(subject, evidence, circumstances),
        believes: (subject, evidence) => believed(subject, evidence, now).kind === 'report',
        act: (): Promise<Outcome<TagsSet>> => Promise.resolve({ kind: 'nothing-to-do' }),
        failed: (_, why): Outcome<TagsSet> => ({ kind: 'failed', changes: [], why }),
        rowOf: (judgement, outcome): Row => rowOf(judgement, outcome, circumstances.rules, now),
        say: () => undefined,
      },
      {
        ...{ ...stage.sources, store },
        known: (of) => earlierEvidence(of, shards, incremental ? { now, refreshDays: 30 } : undefined),
      },
    );
    children.push({ Name: `${start} of ${rows.length}`, Output: JSON.stringify(written) });
  }
  const resultsKey = `${prefix}/results/manifest.json`;
  await store.putJson(`${prefix}/results/SUCCEEDED_0.json`, children);
  await store.putJson(resultsKey, {
    DestinationBucket: store.bucket,
    ResultFiles: { SUCCEEDED: [{ Key: `${prefix}/results/SUCCEEDED_0.json` }] },
  });
  const input = { runId: startedAt, startedAt, purpose: 'audit', prefix, principals: subjects.length } as const;
  const summarised = () =>
    summarise(
      {
        ...input,
        resultsManifest: { bucket: store.bucket, key: resultsKey },
        planKey: null,
        changesManifest: null,
        attempt: 0,
      },
      { ...{ store, accountId: ACCOUNT, guardrail: 'permissions-boundary', rules: {} }, missing, shards },
    );
  const asked = stage.calls.filter(({ action }) => action === 'generate').map(({ arn }) => arn.split('/').at(-1) ?? '');
  return { summary: await summarised(), asked: asked.sort(), summarised };
}

// eslint-disable-next-line @typescript-eslint/require-await -- pages come one after another
async function* oneAfterTheOther(...pages: readonly DetailsPage[]): AsyncGenerator<DetailsPage> {
  yield* pages;
}
