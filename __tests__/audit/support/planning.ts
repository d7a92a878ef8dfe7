import { planRun } from '../../../src/audit/plan/plan-run';
import type { PlanInput } from '../../../src/audit/payloads/plan';
import type { Wave } from '../../../src/audit/plan/wave';
import {
  boundaryPlanning,
  type BoundaryPlanWork,
} from '../../../src/guardrails/permissions-boundary/apply/plan/plan-boundaries';
import { rowsOf } from '../../../src/guardrails/permissions-boundary/apply/rows';
import { policyTexts } from '../../../src/audit/run/policy-texts';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { EvidenceStore } from '../../../src/aws/evidence-store';
import type { BoundaryEntry } from '../../../src/guardrails/permissions-boundary/kinds';
import type { BoundaryPlan } from '../../../src/guardrails/permissions-boundary/plan';
import type { Row } from '../../../src/guardrails/permissions-boundary/run-summary';
import { assignBoundaries } from '../../../src/guardrails/permissions-boundary/apply/draft/assign';
import type { ExistingPolicy } from '../../../src/guardrails/permissions-boundary/apply/draft/around';
import { wantedOf } from '../../../src/guardrails/permissions-boundary/apply/draft/wanted';
import { OWN, sha256 } from '../../support/boundaries';
import { ACCOUNT, aRow } from '../../support/permissions-boundary';
import { somePorts, type SomePolicies } from '../../support/some-policies';
import { aStore, type MemoryStore } from './memory-store';

export const BASE = `accounts/${ACCOUNT}/permissions-boundary`;
export const STARTED = '2026-06-01T03:00:00.000Z';
export const prefixOf = (runId: string) => `${BASE}/runs/${runId}`;

/** A role that would be bounded to these services. */
export const bound = (name: string, services: readonly string[], more: Partial<Row> = {}): Row =>
  aRow({
    ...{ kind: 'role', id: `AROA${name}`, name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
    decision: { kind: 'bound', reason: 'used-some', services, actions: [] },
    ...more,
  });

/** What a run has written before it plans. */
export interface Before {
  readonly rows: readonly Row[];
  readonly standing?: readonly ExistingPolicy[];
  readonly notPrincipal?: readonly string[];
  readonly unread?: readonly string[];
  readonly wave?: Wave;
  readonly runId?: string;
}

/** A bucket with what comes before a plan. */
export function storeBefore({
  rows,
  standing = [],
  notPrincipal = [],
  unread = [],
  wave,
  runId = 'run',
}: Before): MemoryStore {
  const prefix = prefixOf(runId);
  const child = { Name: 'one', Output: JSON.stringify({ key: `${prefix}/batches/one.json` }) };
  return aStore({
    [`${prefix}/policies.json`]: { version: 1, policies: standing, notPrincipal, unread },
    [`${prefix}/batches/one.json`]: { rows },
    [`${prefix}/results/SUCCEEDED_0.json`]: [child],
    [`${prefix}/results/manifest.json`]: {
      DestinationBucket: 'evidence',
      ResultFiles: { SUCCEEDED: [{ Key: `${prefix}/results/SUCCEEDED_0.json` }] },
    },
    ...(wave && { [`${BASE}/wave.json`]: wave }),
  });
}

/** What may be different from one test to the next. */
export interface Circumstances {
  readonly store: EvidenceStore;
  readonly policies: SomePolicies;
  readonly open?: readonly BoundaryEntry[];
  /** Times of releases by the ids of principals. */
  readonly holds?: Readonly<Record<string, string>>;
  readonly mode?: BoundaryPlan['mode'];
  readonly changesPerRun?: number;
  /** ISO 8601. @default when the run starts */
  readonly now?: string;
  readonly input?: Partial<PlanInput>;
  readonly resources?: BoundaryPlanWork['resources'];
  /** What people are told, in order. */
  readonly told?: string[];
  readonly unread?: string[];
  /** How many policies each look at everybody has shown. */
  readonly looks?: number[];
}

/** The policies as a look at everybody shows them, in two parts. */
async function* pagesOf({
  policies,
  looks = [],
}: Pick<Circumstances, 'policies' | 'looks'>): AsyncGenerator<DetailsPage> {
  const all = Object.entries(policies.texts()).map(([arn, text]) => ({ arn, text }));
  const half = Math.ceil(all.length / 2);
  looks.push(all.length);
  for (const some of [all.slice(0, half), all.slice(half)]) {
    yield await Promise.resolve({ users: [], roles: [], groups: [], policies: some });
  }
}

export function planned(around: Circumstances): Promise<BoundaryPlan> {
  const { store, policies, open = [], holds = {}, mode = 'enforce', told = [], unread = [] } = around;
  const resources = around.resources ?? (() => Promise.resolve({ policies: [], unread: [] }));
  const input = { runId: 'run', startedAt: STARTED, purpose: 'change' as const, principals: 1, ...around.input };
  const prefix = prefixOf(input.runId);
  const say = (text: string) =>
    Promise.resolve(text).then((one) => {
      told.push(one);
    });
  const of = { prefix, resultsManifest: { bucket: 'evidence', key: `${prefix}/results/manifest.json` }, ...input };
  const where = { store, accountId: ACCOUNT, base: BASE, mode, now: new Date(around.now ?? STARTED) };
  const planning = boundaryPlanning(of, {
    ...{ ...where, resources },
    pages: () => pagesOf(around),
    ports: { ...somePorts(policies), texts: policyTexts(store, BASE) },
    open: () => Promise.resolve(open),
    draft: ({ rows, open: entries, ...rest }) =>
      assignBoundaries(wantedOf(rows, { style: 'allowUsed', alwaysAllow: [], own: OWN, policySizeQuota: 6144 }), {
        ...{ ...rest, own: OWN, sha256 },
        limits: { changesPerRun: around.changesPerRun ?? 50, maxChangePercent: 20 },
        flipped: new Set(),
        unconfirmed: new Set(
          entries.flatMap(({ state, change }) => (state === 'recorded' ? [change.principal.id] : [])),
        ),
      }),
    tellAltered: (_, arns) => say(`altered ${arns.join()}`),
    tellNotPrincipal: (_, { notPrincipal, unread: closed, holdsBack }) =>
      say(`${notPrincipal.join()} and unread ${closed.join()}${holdsBack ? ', held back' : ''}`),
    unread: (arn, why) => unread.push(`${arn}: ${why}`),
  });
  return planRun(of, {
    ...{ ...where, ...planning, rowsOf },
    holds: () => Promise.resolve(Object.entries(holds).map(([principalId, at]) => ({ principalId, at: new Date(at) }))),
  });
}
