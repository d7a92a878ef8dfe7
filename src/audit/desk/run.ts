import * as z from 'zod/mini';
import { inLanes } from '../../domain/in-lanes';
import { plain } from '../../domain/notice/notice';
import { KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { read } from '../reading';
import type { AuditRules } from '../rules';
import type { BatchAnswer } from '../steps/batch';
import type { InventoryAnswer } from '../steps/inventory';
import type { PlanAnswer } from '../steps/plan';
import type { Desk } from './desk';

/** The steps of a run that change nothing, each given what the state machine gives its function. */
export interface DeskSteps<Summary> {
  readonly inventory: (event: unknown) => Promise<InventoryAnswer>;
  readonly batch: (event: unknown) => Promise<BatchAnswer<unknown>>;
  readonly plan: (event: unknown) => Promise<PlanAnswer>;
  readonly summed: (event: unknown) => Promise<Summary>;
}

/** What a run at a desk came to. */
export interface DeskRun<Summary> {
  readonly summary: Summary;
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** What a run of changes would do first is not known, and why. Absent: it is planned. */
  readonly unplanned?: string;
}

/** Principals of a batch: what is held of their reports at a time is little, and what is written of them at once. */
const AT_ONCE = 250;

/** Batches that are under way: one waits for the last of its reports while the next ones are asked for. */
const LANES = 3;

/** Takes the steps of a run one after another, as the state machine does, in one process and with nothing but reading calls. */
export async function runAtDesk<Summary>(
  run: Run,
  steps: DeskSteps<Summary>,
  rules: AuditRules,
  desk: Pick<Desk, 'store' | 'isDenied'>,
): Promise<DeskRun<Summary>> {
  const { store } = desk;
  const { prefix, manifestKey, principals } = await steps.inventory(run);
  // Each batch reads its own; here it matters only how many they are.
  const subjects = read(z.array(z.unknown()), await store.getJson(manifestKey), manifestKey);
  const audited = {
    ...{ ...run, prefix, principals },
    resultsManifest: await inBatches({ ...run, prefix }, subjects, steps, { rules, store }),
  };
  const { planKey = null, ...unplanned } = await plannedBy(steps, audited, desk);
  const summary = await steps.summed({ ...audited, planKey, changesManifest: null, attempt: 0 });
  return { summary, prefix, ...unplanned };
}

/** @returns where it says which batches succeeded, as a distributed map says it */
async function inBatches(
  run: Run & { readonly prefix: string },
  subjects: readonly unknown[],
  { batch }: Pick<DeskSteps<never>, 'batch'>,
  { rules, store }: { readonly rules: AuditRules } & Pick<Desk, 'store'>,
): Promise<{ readonly Bucket: string; readonly Key: string }> {
  // A desk has one pace, whatever the number of batches: each may take all of it.
  const BatchInput = { ...run, callsPerSecond: rules.audit.iamCallsPerSecond };
  const firsts = Array.from({ length: Math.ceil(subjects.length / AT_ONCE) }, (_, index) => index * AT_ONCE);
  const outputs = new Map<number, string>();
  await inLanes(firsts, LANES, async (first) => {
    outputs.set(first, JSON.stringify(await batch({ BatchInput, Items: subjects.slice(first, first + AT_ONCE) })));
  });
  const children = firsts.map((first) => ({ Name: String(first), Output: outputs.get(first) }));
  const succeeded = `${run.prefix}/${KEYS.results}/SUCCEEDED_0.json`;
  const manifest = `${run.prefix}/${KEYS.results}/manifest.json`;
  await store.putJson(succeeded, children);
  await store.putJson(manifest, {
    DestinationBucket: store.bucket,
    ResultFiles: { SUCCEEDED: [{ Key: succeeded }] },
  });
  return { Bucket: store.bucket, Key: manifest };
}

/** A plan is the last thing that is read for: whoever may not read for it gets everything else. */
async function plannedBy(
  { plan }: Pick<DeskSteps<never>, 'plan'>,
  audited: object,
  { isDenied }: Pick<Desk, 'isDenied'>,
): Promise<{ readonly planKey?: string; readonly unplanned?: string }> {
  try {
    return { planKey: (await plan(audited)).planKey };
  } catch (error) {
    if (!(error instanceof Error && isDenied(error))) throw error;
    return { unplanned: plain(error.message) };
  }
}
