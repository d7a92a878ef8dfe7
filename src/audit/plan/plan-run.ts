import type { EvidenceStore } from '../../aws/evidence-store';
import type { PlanHead, RunPlan } from '../../domain/run/run-plan';
import { succeededBatches } from '../batch/results';
import { evenly } from '../batch/spread';
import { KEYS } from '../contract';
import type { PlanInput } from '../payloads/plan';
import { turnsAfter, turnsBefore, type Taking, type Turns } from '../../domain/run/turns';
import { begunAtOf, noteWave, scopeOf, waveIn, type WaveWork } from './wave';

/** What a plan goes by, whatever it is about. */
export interface RunAround<Row> {
  readonly input: PlanInput;
  readonly scope: PlanHead['scope'];
  readonly rows: readonly Row[];
  /** Unique ids of principals that a person has released since the wave began; `*` is everybody. */
  readonly held: ReadonlySet<string>;
  /** In which order a run takes something away where it may not do all at once. */
  readonly turns: Turns;
}

/** What a guardrail means to change; everything that takes is there already, such as the policies that are put. */
export interface Drafted<Plan extends RunPlan> {
  readonly planOf: (head: PlanHead) => Plan;
  /** That of the run, or a narrower one. */
  readonly scope: PlanHead['scope'];
  /** How many wait for a later run. */
  readonly waiting: number;
  readonly taking: Taking;
}

/** What planning takes of its guardrail. */
export interface PlanWork<Row, Plan extends RunPlan> extends WaveWork {
  readonly accountId: string;
  /** Which principals a person has released, and when; `*` is everybody. */
  readonly holds: () => Promise<readonly { readonly principalId: string; readonly at: Date }[]>;
  /** Reads the rows that a batch has written. @throws PayloadError naming the field */
  readonly rowsOf: (value: unknown, which: string) => readonly Row[];
  /** Reads a plan. @throws PayloadError naming the field */
  readonly planIn: (value: unknown, which: string) => Plan;
  /** Decides what changes. It may be repeated after a termination at any point. */
  readonly draft: (around: RunAround<Row>) => Promise<Drafted<Plan>>;
  /**
   * Ends what a plan that is written down has begun. It may be repeated.
   *
   * @returns the plan as it came out
   * @default - a plan begins nothing
   */
  readonly finish?: (plan: Plan) => Promise<Plan>;
}

/**
 * Plans what a run changes, and writes it down.
 *
 * The plan is written last and once: an attempt that finds it only ends what was begun.
 *
 * @throws Error for a plan of another run
 */
export async function planRun<Row, Plan extends RunPlan>(input: PlanInput, work: PlanWork<Row, Plan>): Promise<Plan> {
  const planKey = `${input.prefix}/${KEYS.plan}`;
  const earlier = await work.store.getJson(planKey);
  const plan =
    earlier === undefined ? await planned(input, work) : ofThisRun(work.planIn(earlier, planKey), input, work);
  const done = work.finish === undefined ? plan : await work.finish(plan);
  if (done !== plan) await work.store.putJson(planKey, done);
  return done;
}

async function planned<Row, Plan extends RunPlan>(input: PlanInput, work: PlanWork<Row, Plan>): Promise<Plan> {
  const { store, mode, accountId } = work;
  const { prefix, runId, startedAt, purpose } = input;
  const [rows, holds, wave] = await Promise.all([rowsIn(input, work), work.holds(), waveIn(work)]);
  const usual = scopeOf(input, wave, work);
  const begunAt = begunAtOf(input, wave);
  const held = new Set(holds.flatMap(({ principalId, at }) => (at >= new Date(begunAt) ? [principalId] : [])));
  const turns = turnsBefore(startedAt, wave?.turns);
  const { planOf, scope, waiting, taking } = await work.draft({ input, scope: usual, rows, held, turns });
  const plan = planOf({ version: 1, accountId, runId, purpose, startedAt, mode, scope });
  if (mode === 'enforce' && usual === 'everything') {
    const after = { turns: turnsAfter(turns, taking, startedAt) };
    await noteWave({ version: 1, runId, startedAt, begunAt, waiting, ...after }, wave, work);
  }
  const changing = mode === 'enforce' ? evenly(plan.items, ({ principal }) => principal.kind) : [];
  await store.putJson(
    `${prefix}/${KEYS.changes}`,
    changing.map(({ principal: { id } }) => ({ id })),
  );
  await store.putJson(`${prefix}/${KEYS.plan}`, plan);
  return plan;
}

/** One after the other: their texts are large. */
async function rowsIn<Row>(
  { prefix, resultsManifest: { bucket, key } }: PlanInput,
  { store, rowsOf }: { readonly store: EvidenceStore; readonly rowsOf: PlanWork<Row, RunPlan>['rowsOf'] },
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

function ofThisRun<Plan extends RunPlan>(
  plan: Plan,
  { runId, purpose, startedAt }: PlanInput,
  { accountId, mode }: { readonly accountId: string; readonly mode: PlanHead['mode'] },
): Plan {
  const isOwn = plan.runId === runId && plan.purpose === purpose && plan.startedAt === startedAt;
  if (isOwn && plan.accountId === accountId && plan.mode === mode) return plan;
  const words = (of: Pick<PlanHead, 'purpose' | 'runId' | 'startedAt' | 'accountId' | 'mode'>) =>
    `${of.purpose} run ${of.runId} of ${of.accountId}, begun at ${of.startedAt}, in mode ${of.mode}`;
  const own = words({ purpose, runId, startedAt, accountId, mode });
  throw new Error(`there is a plan already, of ${words(plan)}; allowed: ${own}`);
}
