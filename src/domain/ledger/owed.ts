import type { EntryKey } from './entry';

/** What decides whose turn it is among calls that people are still to be told of. */
export interface OwedInBrief extends EntryKey {
  /** When it was first noted. */
  readonly notedAt: Date;
}

/** A call that succeeded and that people must be told of: in a notice of its own, or in one line among others. */
export interface Owed extends OwedInBrief {
  /** What no other call has, and what a notice says that names it. */
  readonly callKey: string;
  readonly at: Date;
  /** Its caller in a word. */
  readonly caller: string;
  /** Its caller in full. */
  readonly identity: string;
  /** What it did. */
  readonly line: string;
  /** Entries of the notices that may name it, or that it follows, of the same principal. */
  readonly notices: readonly string[];
}

/** What is known of a notice: whether people got it, and the key of the call that it names. */
export interface NoticeState {
  readonly isTold: boolean;
  /** Absent where the notice names none, or was told by an earlier version. */
  readonly names?: string;
}

/** What to do about the calls that are owed. */
export interface Sorted {
  /** Named by a notice that people got: nothing is left to say. */
  readonly said: readonly Owed[];
  readonly ready: readonly Owed[];
}

/** Calls of one burst are told together. */
const GATHERED_MS = 60_000;

/** Longer than the queue tries a delivery again: a notice that has not come by then comes no more. */
const PATIENCE_MS = 20 * 60_000;

/** The order of the entries is the order of the calls. @param callKey copies of an event have the same */
export function owedEntry(at: Date, callKey: string): string {
  return `${OWED_ENTRY}${at.toISOString()}-${callKey}`;
}

/** How ids of these entries begin. */
const OWED_ENTRY = 'call-';

/** Whether some call has waited for as long as others might join it. */
export function isDue(owed: readonly OwedInBrief[], now: Date): boolean {
  return owed.some(({ notedAt }) => now.getTime() - notedAt.getTime() >= GATHERED_MS);
}

/**
 * Sorts what is owed by what became of the notices.
 *
 * A call waits for its notices, which may name it yet, and whose words it follows: but never for ever.
 */
export function sortOwed(owed: readonly Owed[], told: ReadonlyMap<string, NoticeState>, now: Date): Sorted {
  const isSaid = ({ notices, callKey }: Owed) => notices.some((id) => told.get(id)?.names === callKey);
  const isWaiting = ({ notices, notedAt }: Owed) =>
    now.getTime() - notedAt.getTime() < PATIENCE_MS && notices.some((id) => told.get(id)?.isTold !== true);
  return {
    said: owed.filter(isSaid),
    ready: owed.filter((one) => !isSaid(one) && !isWaiting(one)),
  };
}
