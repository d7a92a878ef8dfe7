import { isOpen, type RecordedEntry } from './entry';
import type { Kinds, RecordedChange, SlotState } from './kinds';

/** What is to be done next about a change that is meant. */
export type NextStep<C extends RecordedChange> =
  /** The slot holds already what is meant. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'leave'; readonly reason: 'flipped' | 'changed-since-plan' }
  /** An entry was done and not confirmed: somebody terminated the run between. */
  | { readonly kind: 'confirm'; readonly entry: RecordedEntry<C> }
  /** An entry came to nothing, and something else is meant now. */
  | { readonly kind: 'drop'; readonly entry: RecordedEntry<C> }
  /** What was confirmed is gone once too often. */
  | { readonly kind: 'flip'; readonly entry: RecordedEntry<C> }
  /** An entry was recorded, and not done or only begun. */
  | { readonly kind: 'resume'; readonly entry: RecordedEntry<C> }
  | { readonly kind: 'record'; readonly number: number; readonly flips: number };

/** So many times someone else may undo a change: then it is on purpose. */
export const MOST_FLIPS = 2;

/** Readings of IAM lag by some seconds. */
const SETTLED_MS = 60_000;

/**
 * Places a change that is meant among those the slot has had.
 *
 * @param history entries of the slot, newest first
 * @param seen what the slot holds
 */
export function nextStepOf<C extends RecordedChange>(
  history: readonly RecordedEntry<C>[],
  seen: SlotState,
  meant: C,
  { kinds, now }: { readonly kinds: Kinds<C>; readonly now: Date },
): NextStep<C> {
  const latest = history.find((entry) => !isDropped(entry));
  const number = (history[0]?.number ?? 0) + 1;
  const open = latest !== undefined && isOpen(latest) ? latest : undefined;
  if (open?.state === 'flipped') return { kind: 'leave', reason: 'flipped' };
  if (open?.state === 'recorded') return recordedStep(open, seen, meant, kinds);
  if (seen === kinds.to(meant)) return { kind: 'stands' };
  if (open !== undefined && kinds.to(open.change) !== seen) {
    return missingStep(open, { seen, meant, number }, { kinds, now });
  }
  if (!isBefore(seen, meant, kinds)) return { kind: 'leave', reason: 'changed-since-plan' };
  return { kind: 'record', number, flips: open === undefined ? 0 : open.flips };
}

function recordedStep<C extends RecordedChange>(
  entry: RecordedEntry<C>,
  seen: SlotState,
  meant: C,
  { from, to, isBetween }: Kinds<C>,
): NextStep<C> {
  if (seen === to(entry.change)) return { kind: 'confirm', entry };
  // What is begun is ended first, whatever is meant by now: nothing but the entry says what stood before it.
  if (isBetween?.(seen, entry.change) === true) return { kind: 'resume', entry };
  const isMeant = to(entry.change) === to(meant) && seen === from(entry.change) && seen === from(meant);
  return { kind: isMeant ? 'resume' : 'drop', entry };
}

/** A change was confirmed, and the slot holds something else. */
function missingStep<C extends RecordedChange>(
  entry: RecordedEntry<C>,
  { seen, meant, number }: { readonly seen: SlotState; readonly meant: C; readonly number: number },
  { kinds, now }: { readonly kinds: Kinds<C>; readonly now: Date },
): NextStep<C> {
  const { confirmedAt, change, flips } = entry;
  if (confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() < SETTLED_MS) {
    const isSame = kinds.to(change) === kinds.to(meant);
    return isSame ? { kind: 'stands' } : { kind: 'leave', reason: 'changed-since-plan' };
  }
  // The next run plans with what stands now, and counts then.
  if (!isBefore(seen, meant, kinds)) return { kind: 'leave', reason: 'changed-since-plan' };
  if (flips + 1 >= MOST_FLIPS) return { kind: 'flip', entry };
  return { kind: 'record', number, flips: flips + 1 };
}

const isBefore = <C extends RecordedChange>(seen: SlotState, change: C, kinds: Kinds<C>): boolean =>
  kinds.isBefore?.(seen, change) ?? seen === kinds.from(change);

/** Recorded, and over before it was ever seen to stand: what was confirmed before it is still the latest. */
const isDropped = (entry: { readonly closedAt?: Date; readonly confirmedAt?: Date }) =>
  !isOpen(entry) && entry.confirmedAt === undefined;
