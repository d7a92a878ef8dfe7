import type { Principal } from '../identity/principal';

/** A change of a scheduled guardrail that the ledger remembers, so that it can be resumed and undone. */
export interface RecordedChange {
  readonly kind: string;
  readonly principal: Principal;
}

/** What a slot of a principal holds, such as the ARN of its boundary or the status of an access key; undefined: nothing. */
export type SlotState = string | undefined;

/** How a guardrail's changes are worded where one came to nothing. */
export interface KindWords {
  /** What the slot is to people: `boundary`. */
  readonly slot: string;
  /** What somebody else did who undid the change: `took the boundary away`. */
  readonly undone: string;
  /** What was done to another principal who had been given the name: `the boundary meant for AROA… was put on AROA…`. */
  readonly misplaced: (meantFor: string, on: string) => string;
}

/**
 * What the ledger and the protocol have to know of a guardrail's own kinds of change.
 *
 * All of it is derived from the change, and none of it stored beside it: entries stay readable when a guardrail words it
 * otherwise.
 */
export interface Kinds<C extends RecordedChange> {
  /** Reads a change as it is stored. @throws ZodError naming the attribute that is missing or wrong */
  readonly read: (stored: unknown) => C;
  /**
   * Which slot of its principal a change is about, as the ids of its entries begin: `boundary`, `key-AKIA…`.
   *
   * Changes of one slot are a history; those of different slots have nothing to do with each other.
   */
  readonly slot: (change: C) => string;
  /** Whether a slot is one of the guardrail's: a principal has other entries, too. */
  readonly isSlot: (slot: string) => boolean;
  /** What the slot held before the change. */
  readonly from: (change: C) => SlotState;
  /** What the slot holds after it. */
  readonly to: (change: C) => SlotState;
  /**
   * Whether a slot that holds something may be changed so.
   *
   * @default - it holds exactly what the change says that it held before
   */
  readonly isBefore?: (state: SlotState, change: C) => boolean;
  /**
   * Whether a slot that holds something holds it while a change of it is made or undone: several steps may be taken for one.
   *
   * @default - a change is made in one step
   */
  readonly isBetween?: (state: SlotState, change: C) => boolean;
  /**
   * Whether a change only gives back: somebody who became an admin since the plan is spared what takes, and nothing else.
   *
   * @default - every change takes something
   */
  readonly takesNothing?: (change: C) => boolean;
  /**
   * Whether a change takes its principal away: it stands once nobody has the principal's id any more.
   *
   * @default - every principal outlives its changes
   */
  readonly takesPrincipal?: (change: C) => boolean;
  /**
   * Whether what another slot is about is gone once a change is made, so that whatever was recorded of that slot is over.
   *
   * @default - slots have nothing to do with each other
   */
  readonly ends?: (change: C, slot: string) => boolean;
  /** A change that goes from what stood before an older one to what a newer one of the same slot left. */
  readonly joined: (newer: C, older: C) => C;
  /** Of all its changes together. */
  readonly words: KindWords;
  /**
   * Of one change, where the guardrail's slots are of several kinds.
   *
   * @default - those of all
   */
  readonly wordsOf?: (change: C) => KindWords;
}

/** How a change is worded that came to nothing. */
export const wordsOf = <C extends RecordedChange>(change: C, kinds: Pick<Kinds<C>, 'words' | 'wordsOf'>): KindWords =>
  kinds.wordsOf?.(change) ?? kinds.words;
