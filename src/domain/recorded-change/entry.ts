import type { RecordedChange } from './kinds';

/**
 * How far a change came.
 *
 * `recorded`: meant, and perhaps done. `confirmed`: seen to stand. `flipped`: undone by someone else again and again, and
 * left alone until a person releases it. `released`: over.
 */
export type RecordedState = 'recorded' | 'confirmed' | 'flipped' | 'released';

/** A change of a principal, as the ledger remembers it. */
export interface RecordedEntry<C extends RecordedChange> {
  readonly change: C;
  /** Counts the changes of a slot from 1. */
  readonly number: number;
  readonly runId: string;
  readonly state: RecordedState;
  /** How often someone else undid a confirmed change of the slot since a person last released it. */
  readonly flips: number;
  readonly openedAt: Date;
  readonly confirmedAt?: Date;
  readonly closedAt?: Date;
}

const DIGITS = 6;

/** Id of the entry of a change. It pads, so that the order of the keys is the order of the changes. */
export function recordedEntryId(slot: string, number: number): string {
  return `${slot}-${String(number).padStart(DIGITS, '0')}`;
}

/** Slot of a change's entry, by its id; undefined for entries of other kinds, which a principal has, too. */
export function slotOfEntryId(entryId: string): string | undefined {
  return /^(.+)-\d{6,}$/.exec(entryId)?.[1];
}

/** An entry that is not over. */
export const isOpen = ({ closedAt }: { readonly closedAt?: Date }): boolean => closedAt === undefined;
