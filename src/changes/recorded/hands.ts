import type { RecordedChange, SlotState } from '../../domain/recorded-change/kinds';
import type { Principal } from '../../domain/identity/principal';
import type { Carried } from '../carry-out';

/** Who has a name, and what a slot of theirs holds. */
export interface Seen {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly state: SlotState;
}

/** How a guardrail's own kinds of change are made and undone in IAM. Each may be repeated. */
export interface Hands<C extends RecordedChange> {
  /** Looks at a slot. @returns undefined where nobody has the principal's name */
  readonly see: (principal: Principal, slot: string) => Promise<Seen | undefined>;
  /**
   * Makes a change.
   *
   * @param seen what whoever calls has seen a moment ago
   */
  readonly carry: (change: C, seen: Seen) => Promise<Carried>;
  /**
   * Gives a slot back what it held before a change; whoever calls has seen that the change stands.
   *
   * @returns false where the principal is gone
   * @throws Error saying what has to be done first, where that cannot be
   */
  readonly undo: (change: C) => Promise<boolean>;
}
