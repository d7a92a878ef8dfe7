import type { Group, User } from './principal';

/** A reversible change to IAM, with what it needs to be carried out and undone. */
export type Change =
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

/** Whether two changes leave the same thing behind. */
export function isSameChange(one: Change, other: Change): boolean {
  const trace = (change: Change) => [
    change.kind,
    'policyArn' in change ? change.policyArn : '',
    'group' in change ? change.group.id : '',
    'before' in change ? change.before : '',
  ];
  return JSON.stringify(trace(one)) === JSON.stringify(trace(other));
}

/** Changes carried out in this order, all of them. */
export type Rung = readonly Change[];

/** Alternatives: a rung is climbed only when a quota of IAM refused the one before it. */
export type Ladder = readonly Rung[];

/** What became of a ladder, as opposed to what was meant. */
export type Outcome =
  | { readonly kind: 'nothing-to-do' }
  /** Observe mode: the same decision, withheld. */
  | { readonly kind: 'withheld'; readonly changes: Rung }
  | { readonly kind: 'done'; readonly changes: Rung; readonly refused: readonly Change['kind'][] }
  /** Not all of it could be done: people are told, and the event is tried again. */
  | { readonly kind: 'failed'; readonly changes: Rung; readonly why: string };
