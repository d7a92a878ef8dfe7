import type { EvidenceStore } from '../../aws/evidence-store';
import { inLanes } from '../../domain/in-lanes';
import type { Changed, PlannedItem, RunPlan } from '../../domain/run/run-plan';
import { KEYS, UNFINISHED } from '../contract';
import type { ChangeInput } from '../payloads/change';
import { PayloadError } from '../reading';

/** What kind of error a change failed with. */
export interface ChangeErrorKinds {
  /** Whether a call failed for want of a permission. */
  readonly isDenied: (error: unknown) => boolean;
  /** Whether a call failed for a reason that passes by itself. */
  readonly isPassing: (error: unknown) => boolean;
}

/** How a batch of planned items is carried out. */
export interface ChangeWork<Item extends PlannedItem> extends ChangeErrorKinds {
  /**
   * Carries out everything that is planned for a principal, in its order.
   *
   * @param leave lets the next begin: nothing is left to be done but a look
   */
  readonly change: (item: Item, leave: () => void) => Promise<Omit<Changed, 'id'>>;
  /** Told of everybody once, in any order: for the log. */
  readonly say: (item: Item, changed: Changed) => void;
  readonly store: EvidenceStore;
}

/** What became of a batch of changes. */
export interface ChangeAnswer {
  /** Object that says it of each. */
  readonly key: string;
  readonly counts: Readonly<Record<Changed['kind'], number>>;
}

/** Somebody could not be changed for a reason that passes. The state machine knows this by its name, and tries again. */
export class UnfinishedError extends Error {
  public override readonly name = UNFINISHED;
}

/** Changes under way at the same time: what was looked at is changed soon after, and not minutes later. */
const LANES = 32;

/**
 * The items of a plan that a batch is about. What to do is read from the plan, which only own roles write, and never from
 * what the function is invoked with (THREATS T6).
 *
 * @throws PayloadError for the plan of another run or account, one that nobody carries out, and an id that it does not name
 */
export function plannedItems<Item extends PlannedItem>(
  plan: RunPlan<Item>,
  { runId, startedAt, ids }: ChangeInput,
  accountId: string,
): readonly Item[] {
  const byId = new Map(plan.items.map((item) => [item.principal.id, item]));
  const stranger = ids.find((id) => !byId.has(id));
  const other = plan.items.find(({ principal }) => principal.accountId !== accountId);
  const problems = [
    ...(plan.runId === runId && plan.startedAt === startedAt
      ? []
      : [`it is that of run ${plan.runId}, begun at ${plan.startedAt} and not at ${startedAt}`]),
    ...(plan.accountId === accountId ? [] : [`it is of account ${plan.accountId}, and not of ${accountId}`]),
    ...(other === undefined ? [] : [`it names another account: that of ${other.principal.arn}`]),
    ...(plan.mode === 'enforce' ? [] : [`it was made in mode ${plan.mode}; allowed: enforce`]),
    ...(stranger === undefined ? [] : [`it does not name ${stranger}`]),
  ];
  if (problems.length > 0) throw new PayloadError(`plan of run ${runId}: ${problems.join('; ')}`);
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Carries out a batch of planned items.
 *
 * One principal's failure is its own, and what came of everybody is written before anything is thrown. The key is that of the first principal, so that a redrive, which finds done what an
 * earlier attempt has done, writes the same object.
 *
 * @throws Error where everybody was denied: the function lacks a right, and the batch is redriven
 * @throws UnfinishedError where anybody was not changed for a reason that passes: whoever was is left alone the next time
 */
export async function changeBatch<Item extends PlannedItem>(
  items: readonly Item[],
  prefix: string,
  work: ChangeWork<Item>,
): Promise<ChangeAnswer> {
  const [head] = items;
  if (head === undefined) throw new Error('a batch has at least one principal');
  const changed = new Map<string, Changed>();
  const denied: unknown[] = [];
  const passing: string[] = [];
  await inLanes(items, LANES, async (item, leave) => {
    const { id } = item.principal;
    const outcome = await work.change(item, leave).catch((error: unknown): Omit<Changed, 'id'> => {
      if (!(error instanceof Error)) throw error;
      if (work.isDenied(error)) denied.push(error);
      const why = `${error.name}: ${error.message}`;
      if (work.isPassing(error)) passing.push(`${item.principal.arn}: ${why}`);
      return { kind: 'failed', why };
    });
    changed.set(id, { id, ...outcome });
    work.say(item, { id, ...outcome });
  });
  if (denied.length === items.length) throw denied[0];

  const inOrder = items.flatMap(({ principal }) => changed.get(principal.id) ?? []);
  const key = `${prefix}/${KEYS.changed}/${head.principal.id}.json`;
  await work.store.putJson(key, { changed: inOrder });
  const [first, ...more] = passing;
  if (first !== undefined) {
    const others = more.length > 0 ? `, and ${more.length} more` : '';
    throw new UnfinishedError(`${passing.length} of ${items.length} were not changed: ${first}${others}`);
  }
  const count = (kind: Changed['kind']) => inOrder.filter((one) => one.kind === kind).length;
  return {
    key,
    counts: { done: count('done'), stands: count('stands'), left: count('left'), failed: count('failed') },
  };
}
