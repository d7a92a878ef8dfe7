import { auditBatch } from '../../../src/audit/batch/batch';
import { withBoundedAt } from '../../../src/audit/inventory/bounded-at';
import { changeBatch, plannedItems } from '../../../src/audit/change/change-batch';
import { earlierEvidence } from '../../../src/audit/evidence/evidence-shards';
import { inventoryOf } from '../../../src/audit/inventory/inventory';
import { planRun } from '../../../src/audit/plan/plan-run';
import { policyTexts } from '../../../src/audit/plan/policy-texts';
import { Standing } from '../../../src/audit/inventory/standing';
import { summarise } from '../../../src/audit/run/summary';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { BoundaryLedger } from '../../../src/aws/ledger/boundaries';
import type { ResourcePolicies } from '../../../src/aws/resource-policies/policies';
import { ownTextOf } from '../../../src/changes/own-text';
import { setBoundary } from '../../../src/changes/set-boundary';
import type { Outcome, TagsSet } from '../../../src/domain/change/change';
import type { Purpose } from '../../../src/domain/run/purpose';
import type { Row, RunSummary } from '../../../src/domain/run/run-summary';
import { believed, skip } from '../../../src/guardrails/permissions-boundary/judge/decide';
import { askedFor, factsOf, sparedBy } from '../../../src/guardrails/permissions-boundary/judge/facts';
import { judge } from '../../../src/guardrails/permissions-boundary/judge/judge';
import { planOf } from '../../../src/guardrails/permissions-boundary/apply/plan';
import { wantedOf } from '../../../src/guardrails/permissions-boundary/apply/plan-wanted';
import { missing, rowOf } from '../../../src/guardrails/permissions-boundary/report/row';
import type { Rules } from '../../../src/guardrails/permissions-boundary/rules';
import { reachesOf } from '../../../src/guardrails/permissions-boundary/judge/standing';
import type { AccountState } from '../../../src/embedded-account/iam/state';
import { OWN, sha256 } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';
import { advised } from './advised';
import { bounderOf, policiesOf } from './boundary-state';
import type { MemoryStore } from './memory-store';
import { lastUsesOf, pageOf, servicesOf } from './told-by-state';
import { usesBy } from './uses-by';

/** An account without a front door, and what the runs over it remember. */
export interface Enforced {
  readonly state: AccountState;
  readonly store: MemoryStore;
  readonly ledger: BoundaryLedger;
  readonly rules: Rules;
  /** Unique ids of the users with an open incident. */
  readonly openIncidents: Set<string>;
  /** Policies of resources as they are read. */
  readonly resources: () => ResourcePolicies['policies'];
}

const BASE = 'base';

/** A run from the inventory to the summary, as the functions do it. Nothing is written on tags. */
export async function enforcedRun(
  { state, store, ledger, rules, openIncidents, resources }: Enforced,
  runId: string,
  purpose: Purpose,
): Promise<RunSummary> {
  const now = state.clock.now();
  const startedAt = now.toISOString();
  const prefix = `${BASE}/runs/${runId}`;
  const [policies, standing] = [policiesOf(state), new Standing(OWN)];
  const open = () => ledger.allOpen(ACCOUNT);

  const found = await inventoryOf(standing.over(oneAfterTheOther(pageOf(state))), {
    unread: (why) => {
      throw new Error(why);
    },
    lastUses: () => Promise.resolve(usesBy(lastUsesOf(state))),
    actions: askedFor(rules),
    spared: sparedBy(rules),
    factsOf: (one, groups) =>
      factsOf(one, groups, {
        ...{ rules, adminGroups: rules.adminGroups, exemptions: rules.exemptions },
        today: startedAt.slice(0, 10),
      }),
    sha256,
  });
  const subjects = withBoundedAt(found, await open(), now);
  await store.putJson(`${prefix}/manifest.json`, subjects);
  await store.putJson(`${prefix}/policies.json`, standing.found());

  const circumstances = { rules, now, openIncidents, standing: reachesOf(standing.found().policies, OWN, sha256) };
  const stage = advised({
    ...{ callsPerSecond: 1_000, reportWaitSeconds: 0 },
    answer: (arn) => ({ status: 'completed', services: servicesOf(state, arn) }),
  });
  const shards = { store, accountId: ACCOUNT, base: BASE, ignored: neverIgnored };
  const reuse = rules.audit.incremental ? { now, refreshDays: rules.audit.refreshDays } : undefined;
  const { key, evidenceKey } = await auditBatch(
    { subjects, prefix, startedAt },
    {
      skip: (subject) => skip(subject, circumstances) !== undefined,
      judge: (subject, evidence) => judge(subject, evidence, circumstances),
      believes: (subject, evidence) => believed(subject, evidence, now).kind === 'report',
      act: (): Promise<Outcome<TagsSet>> => Promise.resolve({ kind: 'nothing-to-do' }),
      failed: (__, why): Outcome<TagsSet> => ({ kind: 'failed', changes: [], why }),
      rowOf: (judgement, outcome): Row => rowOf(judgement, outcome, rules, now),
      say: () => undefined,
    },
    { ...stage.sources, store, known: (of) => earlierEvidence(of, shards, reuse) },
  );
  const resultsManifest = await mapped(
    'results',
    [{ key, ...(evidenceKey !== undefined && { evidenceKey }) }],
    prefix,
    store,
  );

  const run = { runId, startedAt, purpose, prefix, principals: subjects.length };
  const plan = await planRun(
    { ...run, resultsManifest },
    {
      ...{ store, accountId: ACCOUNT, base: BASE, mode: 'enforce', now, open, holds: () => Promise.resolve([]) },
      ports: { policies, texts: policyTexts(store, BASE), own: OWN, sha256, clock: stage.clock },
      resources: () => Promise.resolve({ policies: resources(), unread: [] }),
      draft: ({ rows, open: entries, ...around }) => {
        const idsIn = (wanted: string) =>
          new Set(entries.flatMap((entry) => (entry.state === wanted ? [entry.change.principal.id] : [])));
        return planOf(wantedOf(rows, { ...rules, own: OWN, policySizeQuota: around.quotas.policySizeQuota }), {
          ...{ ...around, own: OWN, sha256, limits: rules.limits },
          ...{ flipped: idsIn('flipped'), unconfirmed: idsIn('recorded') },
        });
      },
      tellAltered: () => Promise.reject(new Error('nobody has altered a policy')),
      tellNotPrincipal: () => Promise.resolve(),
      unread: () => undefined,
    },
  );
  const ids = plan.items.map(({ principal: { id } }) => id);
  const ports = { ledger, bounder: bounderOf(state), clock: stage.clock, now: () => state.clock.now() };
  const changed =
    ids.length === 0
      ? []
      : [
          await changeBatch(
            plannedItems(plan, { runId, startedAt, purpose, prefix, callsPerSecond: 1, ids }, ACCOUNT),
            prefix,
            {
              ...{ store, isDenied: () => false, say: () => undefined },
              set: (meant) => setBoundary(meant, runId, ports),
              textOf: (arn) => ownTextOf(arn, policies, { own: OWN, sha256 }),
            },
          ),
        ];
  const changesManifest = ids.length === 0 ? null : await mapped('change-results', changed, prefix, store);
  return summarise(
    { ...run, resultsManifest, planKey: `${prefix}/plan.json`, changesManifest, attempt: 0 },
    { ...{ store, accountId: ACCOUNT, guardrail: 'permissions-boundary', rules: {} }, missing, shards },
  );
}

const neverIgnored = (key: string, why: string): never => {
  throw new Error(`${key}: ${why}`);
};

/** What a distributed map leaves of its children. */
async function mapped(name: string, outputs: readonly object[], prefix: string, store: MemoryStore) {
  const [key, file] = [`${prefix}/${name}/manifest.json`, `${prefix}/${name}/SUCCEEDED_0.json`];
  await store.putJson(
    file,
    outputs.map((one, index) => ({ Name: String(index), Output: JSON.stringify(one) })),
  );
  await store.putJson(key, { DestinationBucket: store.bucket, ResultFiles: { SUCCEEDED: [{ Key: file }] } });
  return { bucket: store.bucket, key };
}

// eslint-disable-next-line @typescript-eslint/require-await -- pages come one after another
async function* oneAfterTheOther(...pages: readonly DetailsPage[]): AsyncGenerator<DetailsPage> {
  yield* pages;
}
