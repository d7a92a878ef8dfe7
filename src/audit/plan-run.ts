import type { EvidenceStore } from '../aws/evidence-store';
import type { ResourcePolicies } from '../aws/resource-policies';
import { collectable } from '../changes/keep-policies';
import type { BoundaryEntry } from '../domain/boundary-entry';
import type { BoundaryPlan } from '../domain/boundary-plan';
import { deniesAllBut } from '../domain/not-principal';
import type { Row } from '../domain/run-summary';
import { KEYS } from './contract';
import type { PlanInput } from './payloads';
import { planObjectOf, standingOf, waveOf, type Wave } from './plan-object';
import { makePolicies, type Draft, type DraftAround, type PolicyWork } from './plan-policies';
import { succeededBatches } from './results';
import { rowsOf } from './rows';

/** What a plan is drafted by. */
export interface RunAround extends DraftAround {
  readonly scope: BoundaryPlan['scope'];
  readonly rows: readonly Row[];
  /** Open entries of the account, oldest first. */
  readonly open: readonly BoundaryEntry[];
}

/** What planning takes. */
export interface PlanWork extends Pick<PolicyWork, 'ports'> {
  readonly store: EvidenceStore;
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
  readonly mode: BoundaryPlan['mode'];
  readonly now: Date;
  readonly open: () => Promise<readonly BoundaryEntry[]>;
  readonly resources: () => Promise<ResourcePolicies>;
  readonly draft: (around: RunAround) => Draft;
  readonly tellAltered: (input: PlanInput, arns: readonly string[]) => Promise<void>;
  /** Tells people of resources whose policies deny everybody but some; once, however often it is asked to. */
  readonly tellNotPrincipal: (input: PlanInput, found: Denying) => Promise<void>;
  /** What could not be read, for the log. */
  readonly unread: (arn: string, why: string) => void;
}

/** Resources whose policies deny everybody but some, and those whose policies cannot be read: ARNs. */
export interface Denying {
  readonly notPrincipal: readonly string[];
  readonly unread: readonly string[];
}

/** Younger policies are left: another run may be about to put them. */
const KEPT_MS = 86_400_000;

/** What a run has found is fresh enough to take something away for so long. */
const FRESH_MS = 2 * 86_400_000;

/**
 * Plans what a run changes, makes the policies that it takes, and writes the plan down.
 *
 * The plan is written last and once: an attempt that finds it only ends what was begun. In observe mode nothing is made.
 *
 * @throws Error for a plan of another run
 */
export async function planRun(input: PlanInput, work: PlanWork): Promise<BoundaryPlan> {
  const planKey = `${input.prefix}/${KEYS.plan}`;
  const earlier = await work.store.getJson(planKey);
  const plan =
    earlier === undefined ? await planned(input, work) : ofThisRun(planObjectOf(earlier, planKey), input, work);
  if (plan.collected.length === 0) return plan;
  const collected = await collect(plan, input, work);
  const done = { ...plan, collected };
  if (collected.length < plan.collected.length) await work.store.putJson(planKey, done);
  return done;
}

async function planned(input: PlanInput, work: PlanWork): Promise<BoundaryPlan> {
  const { store, mode, ports } = work;
  const { prefix, runId, startedAt, purpose } = input;
  const standingKey = `${prefix}/${KEYS.standing}`;
  const standing = standingOf(await store.getJson(standingKey), standingKey);
  const [rows, open, resources, wave] = await Promise.all([
    rowsIn(input, work),
    work.open(),
    work.resources(),
    waveIn(work),
  ]);
  for (const { arn, why } of resources.unread) work.unread(arn, why);
  const unread = resources.unread.map(({ arn }) => arn).sort();
  const denying = resources.policies.filter(({ text }) => deniesAllBut(text)).map(({ arn }) => arn);
  const notPrincipal = [...standing.notPrincipal, ...denying].sort();

  const scope = scopeOf(input, wave, work);
  const around = {
    standing: standing.policies,
    begun: await begunSince(standing.policies, work),
    quotas: await ports.policies.quotas(),
  };
  const draft = (of: DraftAround) => work.draft({ ...of, scope, rows, open });
  const tellAltered = (arns: readonly string[]) => work.tellAltered(input, arns);
  const drafted =
    mode === 'enforce'
      ? await makePolicies(around, { ports, draft, tellAltered })
      : await looked(draft(around), tellAltered);
  if (notPrincipal.length + unread.length > 0) await work.tellNotPrincipal(input, { notPrincipal, unread });

  const { items, left, waiting } = drafted.draft;
  const plan: BoundaryPlan = {
    ...{ version: 1, accountId: work.accountId, runId, purpose, startedAt, mode, scope },
    items: items.map(({ principal, boundaryArn, before, widened }) => ({
      ...{ principal, boundaryArn },
      ...(before && { before }),
      ...(widened && { widened }),
    })),
    left,
    altered: drafted.altered,
    collected:
      mode === 'enforce'
        ? await collectable({
            policies: ports.policies,
            kept: keptBy(items, rows, open),
            madeBefore: madeBefore(input, work),
          })
        : [],
    notPrincipal,
  };
  if (mode === 'enforce' && scope === 'everything')
    await noteWave({ version: 1, runId, startedAt, waiting }, wave, work);
  await store.putJson(
    `${prefix}/${KEYS.changes}`,
    mode === 'enforce' ? items.map(({ principal: { id } }) => ({ id })) : [],
  );
  await store.putJson(`${prefix}/${KEYS.plan}`, plan);
  return plan;
}

/** Only a run that may change tries to restore; people are told by any. */
async function looked(draft: Draft, tellAltered: PolicyWork['tellAltered']) {
  if (draft.altered.length > 0) await tellAltered(draft.altered.map(({ arn }) => arn));
  const altered = draft.altered.map(({ arn }) => ({ arn, restored: false, why: 'nothing is changed in observe mode' }));
  return { draft, altered };
}

/** One after the other: their texts are large. */
async function rowsIn(
  { prefix, resultsManifest: { bucket, key } }: PlanInput,
  { store }: PlanWork,
): Promise<readonly Row[]> {
  if (bucket !== store.bucket || !key.startsWith(`${prefix}/`)) {
    throw new Error(`the results are in s3://${bucket}/${key}, which is not where those of this run are`);
  }
  const rows: Row[] = [];
  for (const batch of await succeededBatches(key, store))
    rows.push(...rowsOf(await store.getJson(batch.key), batch.key));
  return rows;
}

async function waveIn({ store, base, mode }: PlanWork): Promise<Wave | undefined> {
  const key = `${base}/${KEYS.wave}`;
  const value = mode === 'enforce' ? await store.getJson(key) : undefined;
  return value === undefined ? undefined : waveOf(value, key);
}

/** A run that has written of the wave already was about everything. */
function scopeOf(
  { purpose, runId, startedAt }: PlanInput,
  wave: Wave | undefined,
  { mode, now }: Pick<PlanWork, 'mode' | 'now'>,
): BoundaryPlan['scope'] {
  // What was used since is unknown to a run that is redriven days later: it takes nothing away.
  if (mode === 'enforce' && now.getTime() - Date.parse(startedAt) > FRESH_MS) return 'widening';
  if (mode === 'observe' || purpose === 'change') return 'everything';
  return wave !== undefined && (wave.waiting > 0 || wave.runId === runId) ? 'everything' : 'widening';
}

/** An old run that is redriven says nothing of a younger one's wave. */
async function noteWave(wave: Wave, last: Wave | undefined, { store, base }: PlanWork): Promise<void> {
  if (last !== undefined && Date.parse(last.startedAt) > Date.parse(wave.startedAt)) return;
  await store.putJson(`${base}/${KEYS.wave}`, wave);
}

/** What an earlier attempt has made is on nobody yet. */
async function begunSince(standing: DraftAround['standing'], { mode, ports }: PlanWork): Promise<ReadonlySet<string>> {
  const known = new Set(standing.map(({ arn }) => arn));
  const unused = mode === 'enforce' ? await ports.policies.unused() : [];
  return new Set(unused.flatMap(({ arn }) => (known.has(arn) ? [] : [arn])));
}

/** What this run puts, and what the newest entry of everybody who is still there says: what stands, and what stood before. */
function keptBy(items: Draft['items'], rows: readonly Row[], open: readonly BoundaryEntry[]): ReadonlySet<string> {
  const ids = new Set(rows.map(({ id }) => id));
  const newest = new Map(open.map(({ change }) => [change.principal.id, change]));
  const meant = [...newest].flatMap(([id, { policyArn, before }]) =>
    ids.has(id) ? [policyArn, ...(before === undefined ? [] : [before.policyArn])] : [],
  );
  return new Set([...items.map(({ boundaryArn }) => boundaryArn), ...meant]);
}

const madeBefore = ({ startedAt }: PlanInput, { now }: PlanWork) =>
  new Date(Math.min(Date.parse(startedAt), now.getTime()) - KEPT_MS);

/** @returns what is gone, now or since an earlier attempt */
async function collect(plan: BoundaryPlan, input: PlanInput, work: PlanWork): Promise<readonly string[]> {
  const { policies } = work.ports;
  const kept = new Set(plan.items.map(({ boundaryArn }) => boundaryArn));
  const spare = new Set(await collectable({ policies, kept, madeBefore: madeBefore(input, work) }));
  const gone: string[] = [];
  for (const arn of plan.collected) {
    const isGone = (spare.has(arn) && (await policies.delete(arn))) || (await policies.read(arn)) === undefined;
    if (isGone) gone.push(arn);
  }
  return gone;
}

function ofThisRun(
  plan: BoundaryPlan,
  { runId, purpose, startedAt }: PlanInput,
  { accountId, mode }: PlanWork,
): BoundaryPlan {
  const isOwn = plan.runId === runId && plan.purpose === purpose && plan.startedAt === startedAt;
  if (isOwn && plan.accountId === accountId && plan.mode === mode) return plan;
  throw new Error(
    `there is a plan already, of ${plan.purpose} run ${plan.runId} of ${plan.accountId}, made in mode ${plan.mode}`,
  );
}
