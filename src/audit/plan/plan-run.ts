import type { ResourcePolicies } from '../../aws/resource-policies/policies';
import { collectable } from '../../changes/keep-policies';
import type { BoundaryEntry } from '../../guardrails/permissions-boundary/kinds';
import type { BoundaryPlan } from '../../domain/boundary/plan';
import type { MayDeny } from '../../domain/policy/not-principal';
import type { Row } from '../../domain/run/run-summary';
import { KEYS } from '../contract';
import { comparedWithEarlier, denyingOf } from './denying';
import { grantsIn, withKept } from './keeping';
import { keptPolicies } from './kept-policies';
import type { PlanInput } from '../payloads/plan';
import { evenly } from '../batch/spread';
import { planObjectOf, scannedPoliciesOf } from './plan-object';
import { makePolicies, type Draft, type DraftAround, type PolicyWork } from './plan-policies';
import { succeededBatches } from '../batch/results';
import { rowsOf } from '../batch/rows';
import { begunAtOf, noteWave, scopeOf, waveIn, type WaveWork } from './wave';

/** What a plan is drafted by. */
export interface RunAround extends DraftAround {
  readonly scope: BoundaryPlan['scope'];
  readonly rows: readonly Row[];
  /** Open entries of the account, oldest first. */
  readonly open: readonly BoundaryEntry[];
  /** Unique ids of principals that a person has released since the wave began; `*` is everybody. */
  readonly held: ReadonlySet<string>;
}

/** What planning takes. */
export interface PlanWork extends Pick<PolicyWork, 'ports'>, WaveWork {
  readonly accountId: string;
  readonly open: () => Promise<readonly BoundaryEntry[]>;
  /** Whom a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly { readonly principalId: string; readonly at: Date }[]>;
  readonly resources: () => Promise<ResourcePolicies>;
  readonly draft: (around: RunAround) => Draft;
  readonly tellAltered: (input: PlanInput, arns: readonly string[]) => Promise<void>;
  /** Tells people of resources whose policies deny everybody but some; once, however often it is asked to. */
  readonly tellNotPrincipal: (input: PlanInput, found: MayDeny & { readonly holdsBack: boolean }) => Promise<void>;
  /** What could not be read, for the log. */
  readonly unread: (arn: string, why: string) => void;
}

/** Younger policies are left: another run may be about to put them. */
const KEPT_MS = 86_400_000;

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
  const scannedKey = `${prefix}/${KEYS.scannedPolicies}`;
  const scanned = scannedPoliciesOf(await store.getJson(scannedKey), scannedKey);
  const [found, open, holds, resources, wave] = await Promise.all([
    rowsIn(input, work),
    work.open(),
    work.holds(),
    work.resources(),
    waveIn(work),
  ]);
  const { denying, unknown } = denyingOf(scanned, resources);
  for (const { arn, why } of unknown) work.unread(arn, why);
  const earlier = mode === 'enforce' ? await comparedWithEarlier(denying, runId, work) : undefined;
  const { accountId } = work;
  const grants = grantsIn(scanned.grants ?? [], resources, { earlier: earlier?.grants ?? [], accountId });
  const rows = withKept(found, grants.all);

  const usual = scopeOf(input, wave, work);
  // Whoever would be shut out by what nobody has been told of gets no boundary before the next run.
  const holdsBack = usual === 'everything' && earlier?.isNew === true;
  const scope = holdsBack ? 'widening' : usual;
  const begunAt = begunAtOf(input, wave);
  const held = new Set(holds.flatMap(({ principalId, at }) => (at >= new Date(begunAt) ? [principalId] : [])));
  const around = {
    existing: scanned.policies,
    begun: await begunSince(scanned.policies, work),
    quotas: await ports.policies.quotas(),
  };
  const draft = (of: DraftAround) => work.draft({ ...of, scope, rows, open, held });
  const tellAltered = (arns: readonly string[]) => work.tellAltered(input, arns);
  const drafted =
    mode === 'enforce'
      ? await makePolicies(around, { ports, draft, tellAltered })
      : await looked(draft(around), tellAltered);
  if (denying.notPrincipal.length + denying.unread.length > 0)
    await work.tellNotPrincipal(input, { ...denying, holdsBack });
  await earlier?.note(grants.remembered);

  const { items, left, waiting } = drafted.draft;
  const plan: BoundaryPlan = {
    ...{ version: 1, accountId, runId, purpose, startedAt, mode, scope },
    items: items.map(({ principal, boundaryArn, before, widened, style }) => ({
      ...{ principal, boundaryArn },
      ...(before && { before }),
      ...(widened && { widened }),
      ...(style && { style }),
    })),
    left,
    altered: drafted.altered,
    collected:
      mode === 'enforce'
        ? await collectable({
            policies: ports.policies,
            kept: keptPolicies({ items, rows, open, quotas: around.quotas }),
            madeBefore: madeBefore(input, work),
          })
        : [],
    notPrincipal: denying.notPrincipal,
    kept: rows.flatMap(({ id, keptByResourcePolicy: services }) => (services === undefined ? [] : [{ id, services }])),
    unread: unknown,
  };
  if (mode === 'enforce' && usual === 'everything') {
    const back = left.filter(({ reason }) => reason === 'next-change-run').length;
    const next = holdsBack ? Math.max(1, back) : waiting;
    await noteWave({ version: 1, runId, startedAt, begunAt, waiting: next }, wave, work);
  }
  await store.putJson(
    `${prefix}/${KEYS.changes}`,
    mode === 'enforce' ? evenly(items, ({ principal }) => principal.kind).map(({ principal: { id } }) => ({ id })) : [],
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
    throw new Error(
      `the results are in s3://${bucket}/${key}, which is not where those of this run are; allowed: s3://${store.bucket}/${prefix}/`,
    );
  }
  const rows: Row[] = [];
  for (const batch of await succeededBatches(key, store))
    rows.push(...rowsOf(await store.getJson(batch.key), batch.key));
  return rows;
}

/** What an earlier attempt has made is on nobody yet. */
async function begunSince(existing: DraftAround['existing'], { mode, ports }: PlanWork): Promise<ReadonlySet<string>> {
  const known = new Set(existing.map(({ arn }) => arn));
  const unused = mode === 'enforce' ? await ports.policies.unused() : [];
  return new Set(unused.flatMap(({ arn }) => (known.has(arn) ? [] : [arn])));
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
  const words = (of: Pick<BoundaryPlan, 'purpose' | 'runId' | 'startedAt' | 'accountId' | 'mode'>) =>
    `${of.purpose} run ${of.runId} of ${of.accountId}, begun at ${of.startedAt}, in mode ${of.mode}`;
  const own = words({ purpose, runId, startedAt, accountId, mode });
  throw new Error(`there is a plan already, of ${words(plan)}; allowed: ${own}`);
}
