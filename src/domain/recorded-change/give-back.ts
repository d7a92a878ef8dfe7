import { isOpen, type RecordedEntry } from './entry';
import type { Kinds, RecordedChange, SlotState } from './kinds';

/**
 * Which of a slot's open entries still say what stood before the next one.
 *
 * What someone else undid between two entries is no longer the project's to give back.
 *
 * @param open newest first
 */
export function linked<C extends RecordedChange>(
  open: readonly RecordedEntry<C>[],
  { from, to }: Pick<Kinds<C>, 'from' | 'to'>,
): readonly RecordedEntry<C>[] {
  const end = open.findIndex(({ change }, index) => {
    const older = open[index + 1];
    return older === undefined || from(change) !== to(older.change);
  });
  return open.slice(0, end + 1);
}

/** What a release undoes of a slot. */
export interface SlotBack<C extends RecordedChange> {
  /** Made one over the other, newest first, the first of which stands; none where nothing of them does. */
  readonly undo: readonly RecordedEntry<C>[];
  /** Over once that is done, oldest first: whoever goes on after a termination finds the newest still open. */
  readonly close: readonly RecordedEntry<C>[];
  /** A later run has changed it since: that one is to be released, or the principal. */
  readonly isBelow?: true;
}

/**
 * What a release has to do about a slot.
 *
 * @param history entries of the slot, newest first
 * @param seen what the slot holds
 * @param runId absent where all that ever was done is undone
 */
export function slotBackOf<C extends RecordedChange>(
  history: readonly RecordedEntry<C>[],
  seen: SlotState,
  kinds: Kinds<C>,
  runId?: string,
): SlotBack<C> {
  const open = history.filter(isOpen);
  const isMeant = (entry: RecordedEntry<C>) => runId === undefined || entry.runId === runId;
  const from = open.findIndex(({ change }) => kinds.to(change) === seen);
  const meant = open.filter(isMeant);
  const standing = from === -1 ? [] : linked(open.slice(from), kinds);
  const end = standing.findIndex((entry) => !isMeant(entry));
  const undo = end === -1 ? standing : standing.slice(0, end);
  const [newest] = meant;
  const isBelow = undo.length === 0 && newest?.state === 'confirmed' && open.some((one) => one.number > newest.number);
  return isBelow ? { undo, close: [], isBelow } : { undo, close: [...meant].reverse() };
}
