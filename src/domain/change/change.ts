import type { Group, Principal, User } from '../identity/principal';

/** A change that denies somebody something: the revoker's. */
export type DenyChange =
  | { readonly kind: 'deny-policy-restored'; readonly policyArn: string }
  | { readonly kind: 'managed-policy-attached'; readonly user: User; readonly policyArn: string }
  | {
      readonly kind: 'inline-policy-put';
      readonly user: User;
      readonly policyName: string;
      /** Text of another policy that had this name. */
      readonly before?: string;
    }
  | { readonly kind: 'boundary-set'; readonly user: User; readonly policyArn: string }
  | { readonly kind: 'group-left'; readonly user: User; readonly group: Group };

/** The project's own tags brought up to date. Tag keys ignore case in IAM, and are kept here as IAM spells them. */
export interface TagsSet {
  readonly kind: 'tags-set';
  readonly principal: Principal;
  /** Tags that are new or get another value. */
  readonly set: Readonly<Record<string, string>>;
  /** Keys that are taken away. */
  readonly removed: readonly string[];
  /** What the keys of both held. */
  readonly before: Readonly<Record<string, string>>;
}

/** A boundary of the project put on a user or role. */
export interface BoundarySet {
  readonly kind: 'boundary-set';
  readonly principal: Principal;
  readonly policyArn: string;
  /** Absent where no boundary stood. */
  readonly before?: BoundaryBefore;
}

/** The boundary that stood before. */
export interface BoundaryBefore {
  readonly policyArn: string;
  /**
   * What it said: the project deletes its policies when nobody uses them, and has to make them again to undo.
   *
   * @default another's policy, which is not the project's to make
   */
  readonly text?: string;
}

/** A reversible change to IAM, with what it needs to be carried out and undone. */
export type Change = DenyChange | TagsSet | BoundarySet;

/** Whether two changes leave the same thing behind. */
export function isSameChange(one: Change, other: Change): boolean {
  return JSON.stringify(traceOf(one)) === JSON.stringify(traceOf(other));
}

function traceOf(change: Change): readonly unknown[] {
  if (change.kind === 'tags-set') {
    return [change.kind, change.principal.id, Object.entries(change.set).sort(), [...change.removed].sort()];
  }
  if ('principal' in change) return [change.kind, change.principal.id, change.policyArn];
  return [
    change.kind,
    'policyArn' in change ? change.policyArn : '',
    'group' in change ? change.group.id : '',
    'before' in change ? change.before : '',
  ];
}

/** Changes carried out in this order, all of them. */
export type Rung<C extends Change = Change> = readonly C[];

/** Alternatives: a rung is climbed only when a quota of IAM refused the one before it. */
export type Ladder<C extends Change = Change> = readonly Rung<C>[];

/** What became of a ladder, as opposed to what was meant. */
export type Outcome<C extends Change = Change> =
  | { readonly kind: 'nothing-to-do' }
  /** Observe mode: the same decision, withheld. */
  | { readonly kind: 'withheld'; readonly changes: Rung<C> }
  | { readonly kind: 'done'; readonly changes: Rung<C>; readonly refused: readonly C['kind'][] }
  /** Not all of it could be done: people are told, and the event is tried again. */
  | { readonly kind: 'failed'; readonly changes: Rung<C>; readonly why: string };

/** Why a change of somebody came to nothing who was there when it was decided. */
export const GONE = 'deleted since the inventory';
