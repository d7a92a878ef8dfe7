import type { EvidenceStore } from '../../aws/evidence-store';
import type { RecordedOutcome } from '../../changes/recorded/make';
import type { BoundaryPlan, ChangedBoundary, PlannedBoundary } from '../../domain/boundary/plan';
import type { BoundarySet } from '../../domain/change/change';
import { inLanes } from '../../domain/in-lanes';
import { KEYS } from '../contract';
import type { ChangeInput } from '../payloads/change';
import { PayloadError } from '../reading';

/** How the boundaries of a batch are put. */
export interface ChangeWork {
  readonly set: (meant: BoundarySet) => Promise<RecordedOutcome>;
  /** Whether a policy of the project says what it was made to say, and is there. */
  readonly textOf: (policyArn: string) => Promise<'intact' | 'altered' | 'gone'>;
  /** Whether a call failed for want of a permission. */
  readonly isDenied: (error: unknown) => boolean;
  /** Told of everybody once, in any order: for the log. */
  readonly say: (item: PlannedBoundary, changed: ChangedBoundary) => void;
  readonly store: EvidenceStore;
}

/** What became of a batch of changes. */
export interface ChangeAnswer {
  /** Object that says it of each. */
  readonly key: string;
  readonly counts: Readonly<Record<ChangedBoundary['kind'], number>>;
}

/** Changes under way at the same time: what was looked at is changed soon after, and not minutes later. */
const LANES = 8;

/**
 * The items of a plan that a batch is about. What to do is read from the plan, which only own roles write, and never from
 * what the function is invoked with (THREATS T6).
 *
 * @throws PayloadError for the plan of another run or account, one that nobody carries out, and an id that it does not name
 */
export function plannedItems(
  plan: BoundaryPlan,
  { runId, startedAt, ids }: ChangeInput,
  accountId: string,
): readonly PlannedBoundary[] {
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
 * Puts the boundaries of a batch.
 *
 * One principal's failure is its own. The key is that of the first principal, so that a redrive, which finds done what an
 * earlier attempt has done, writes the same object.
 *
 * @throws Error where everybody was denied: the function lacks a right, and the batch is redriven
 */
export async function changeBatch(
  items: readonly PlannedBoundary[],
  prefix: string,
  work: ChangeWork,
): Promise<ChangeAnswer> {
  const [first] = items;
  if (first === undefined) throw new Error('a batch has at least one principal');
  const texts = new Map<string, ReturnType<ChangeWork['textOf']>>();
  const textOf = (arn: string) => {
    const known = texts.get(arn) ?? work.textOf(arn);
    texts.set(arn, known);
    return known;
  };
  const changed = new Map<string, ChangedBoundary>();
  const denied: unknown[] = [];
  await inLanes(items, LANES, async (item) => {
    const outcome = await change(item, { ...work, textOf }).catch((error: unknown): ChangedBoundary => {
      if (!(error instanceof Error)) throw error;
      if (work.isDenied(error)) denied.push(error);
      return { id: item.principal.id, kind: 'failed', why: `${error.name}: ${error.message}` };
    });
    changed.set(outcome.id, outcome);
    work.say(item, outcome);
  });
  if (denied.length === items.length) throw denied[0];

  const inOrder = items.flatMap(({ principal }) => changed.get(principal.id) ?? []);
  const key = `${prefix}/${KEYS.changed}/${first.principal.id}.json`;
  await work.store.putJson(key, { changed: inOrder });
  const count = (kind: ChangedBoundary['kind']) => inOrder.filter((one) => one.kind === kind).length;
  return {
    key,
    counts: { done: count('done'), stands: count('stands'), left: count('left'), failed: count('failed') },
  };
}

async function change(
  { principal, boundaryArn, before }: PlannedBoundary,
  { set, textOf }: Pick<ChangeWork, 'set' | 'textOf'>,
): Promise<ChangedBoundary> {
  const { id } = principal;
  const text = await textOf(boundaryArn);
  if (text !== 'intact') return { id, kind: 'left', why: `policy ${boundaryArn} ${WHY[text]}` };
  const meant: BoundarySet = {
    kind: 'boundary-set',
    principal,
    policyArn: boundaryArn,
    ...(before !== undefined && { before }),
  };
  const outcome = await set(meant);
  return { id, kind: outcome.kind, ...('why' in outcome && { why: outcome.why }) };
}

const WHY = {
  altered: 'was altered since the plan; the next run gives it its text back first',
  gone: 'was deleted since the plan; the next run makes it again',
} as const;
