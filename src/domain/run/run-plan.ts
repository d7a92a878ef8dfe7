import type { Principal } from '../identity/principal';
import type { Purpose } from './purpose';

/** What a plan says of the run that it belongs to. */
export interface PlanHead {
  readonly version: 1;
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  /** ISO 8601, start of the run. */
  readonly startedAt: string;
  /** In observe mode nothing of it is carried out. */
  readonly mode: 'observe' | 'enforce';
  /** `widening`: nothing is taken from anybody that they have. */
  readonly scope: 'everything' | 'widening';
}

/** Somebody whom a plan is about. */
export interface PlannedItem {
  readonly principal: Principal;
}

/** Somebody whom a plan leaves as they are. */
export interface LeftItem extends PlannedItem {
  readonly reason: string;
}

/**
 * What a run is about to change, as the function that plans writes it down. It travels as JSON to those that change.
 *
 * An item may mean several changes of its principal, in an order; its guardrail says which.
 */
export interface RunPlan<Item extends PlannedItem = PlannedItem, Left extends LeftItem = LeftItem> extends PlanHead {
  readonly items: readonly Item[];
  readonly left: readonly Left[];
}

/** What became of everything that was planned for a principal. */
export interface Changed {
  /** Unique id of the principal. */
  readonly id: string;
  readonly kind: 'done' | 'stands' | 'left' | 'failed';
  /** Absent for `done` and `stands`. */
  readonly why?: string;
}
