import type { RecordedLedger } from '../../aws/ledger/recorded';
import type { Principal } from '../../domain/identity/principal';
import { isOpen, type RecordedEntry } from '../../domain/recorded-change/entry';
import { slotBackOf } from '../../domain/recorded-change/give-back';
import type { RecordedChange, SlotState } from '../../domain/recorded-change/kinds';
import { settled } from '../settled';
import type { CarryOutPorts } from './carry-out';
import { undoRecorded } from './undo';

/** What giving back recorded changes takes. */
export interface GiveBackPorts<C extends RecordedChange> extends CarryOutPorts<C> {
  readonly ledger: RecordedLedger<C>;
  readonly now: () => Date;
  /**
   * Whether what a slot holds may be undone, whatever a record says (THREATS T10).
   *
   * @default - whatever the ledger names
   */
  readonly isOwn?: (state: SlotState) => boolean;
  /**
   * What the project made of a slot though nobody remembers it: nothing is known to have stood before it.
   *
   * @default - nothing is the project's but what the ledger names
   */
  readonly stray?: (principal: Principal, slot: string, state: SlotState) => C | undefined;
  /**
   * Slots that are looked at although nothing of theirs is recorded.
   *
   * @default none
   */
  readonly slots?: readonly string[];
}

/** What a release undid of one slot, or of all of a principal's. */
export interface GivenBack<C extends RecordedChange> {
  readonly undone: readonly C[];
  /** Entries of the ledger that are over. */
  readonly closed: readonly RecordedEntry<C>[];
  /** Whether a later run has changed something since. */
  readonly isBelow: boolean;
}

/** So long after a change a reading of IAM may show what was before it. */
const LAG_MS = 60_000;

/**
 * Gives a principal what its slots held before the project came, or before one run did.
 *
 * It may be repeated after a termination at any point. Everything is looked up by name and changed only where the id is the
 * principal's (THREATS R1).
 *
 * @param today the principal under the name it has today; undefined where it is gone
 * @param runId absent where whatever any run did is undone
 * @throws Error of the guardrail where something has to be done before
 */
export async function giveBack<C extends RecordedChange>(
  { accountId, id }: Principal,
  today: Principal | undefined,
  runId: string | undefined,
  ports: GiveBackPorts<C>,
): Promise<GivenBack<C>> {
  const history = await ports.ledger.historyOf(accountId, id);
  const slots = new Set([...history.map(({ change }) => ports.kinds.slot(change)), ...(ports.slots ?? [])]);
  const all: GivenBack<C>[] = [];
  for (const slot of slots) {
    const ofSlot = history.filter(({ change }) => ports.kinds.slot(change) === slot);
    all.push(await giveSlotBack({ slot, history: ofSlot, today, runId }, ports));
  }
  return {
    undone: all.flatMap(({ undone }) => undone),
    closed: all.flatMap(({ closed }) => closed),
    isBelow: all.some(({ isBelow }) => isBelow),
  };
}

interface Slot<C extends RecordedChange> {
  readonly slot: string;
  /** Newest first. */
  readonly history: readonly RecordedEntry<C>[];
  readonly today: Principal | undefined;
  readonly runId: string | undefined;
}

async function giveSlotBack<C extends RecordedChange>(of: Slot<C>, ports: GiveBackPorts<C>): Promise<GivenBack<C>> {
  const { kinds, ledger, now } = ports;
  const { seen, halfway } = of.today === undefined ? {} : await settledState(of.today, of, ports);
  const back = slotBackOf(of.history, seen, kinds, of.runId);
  const change = of.today && changeOf(of.today, of, { seen, undo: back.undo }, ports);
  const isUndone = change !== undefined && (await undoRecorded(change, ports, halfway));
  for (const entry of back.close) await ledger.close(entry, now());
  return { undone: isUndone ? [change] : [], closed: back.close, isBelow: back.isBelow === true };
}

/** Several changes of a slot are undone at once: what stood in between, and was collected since, need not be made again. */
function changeOf<C extends RecordedChange>(
  principal: Principal,
  { slot, history, runId }: Slot<C>,
  { seen, undo }: { readonly seen: SlotState; readonly undo: readonly RecordedEntry<C>[] },
  { kinds, isOwn = () => true, stray }: GiveBackPorts<C>,
): C | undefined {
  if (!isOwn(seen)) return undefined;
  const [newest, ...older] = undo.map(({ change }) => change);
  if (newest !== undefined) return { ...older.reduce((one, other) => kinds.joined(one, other), newest), principal };
  // What stood before is what an earlier attempt has given back.
  const isStray = runId === undefined && !history.some(({ change }) => kinds.from(change) === seen);
  return isStray ? stray?.(principal, slot, seen) : undefined;
}

/**
 * What a slot holds, once a change of these moments shows: a run may be under way, or have ended just now. A change that is
 * only begun is undone like one that is done, and so is one whose undoing is.
 */
async function settledState<C extends RecordedChange>(
  principal: Principal,
  { slot, history }: Slot<C>,
  { hands, kinds, clock, now }: GiveBackPorts<C>,
): Promise<{ readonly seen?: SlotState; readonly halfway?: SlotState }> {
  const open = history.filter(isOpen);
  const isFresh = open.some(({ openedAt, confirmedAt = openedAt }) => now().getTime() - confirmedAt.getTime() < LAG_MS);
  let seen: SlotState;
  const look = async () => {
    const found = await hands.see(principal, slot);
    seen = found?.id === principal.id ? found.state : undefined;
    return open.some(({ change }) => kinds.to(change) === seen) || begun(seen) !== undefined;
  };
  const begun = (state: SlotState) => open.slice(0, 1).find(({ change }) => kinds.isBetween?.(state, change) === true);
  await (isFresh ? settled(look, clock) : look());
  const entry = begun(seen);
  return entry === undefined ? { seen } : { seen: kinds.to(entry.change), halfway: seen };
}
