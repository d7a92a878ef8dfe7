import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { restoreCommand } from '../../../domain/deletion/restore-command';
import type { Principal } from '../../../domain/identity/principal';
import { deleted } from '../kinds';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import { left } from './conclude';
import type { BegunDeletion, Disabled } from './disabled';

/** What a deletion that was begun goes by. */
interface BegunBy {
  readonly subject: Pick<CleanableSubject, 'needed'>;
  readonly rules: Pick<Rules, 'users' | 'roles'>;
}

/**
 * Ends a deletion that an earlier run has begun, whatever that has left of the principal: it was warned of, and what speaks
 * against it is asked once more directly before. Where the settings delete nobody any more, or somebody needs the role, a
 * person has to decide.
 */
export function goOnDeleting(
  principal: Principal,
  { name, isOver }: BegunDeletion,
  { subject: { needed }, rules }: BegunBy,
): Decision<SlotSet> {
  const { kind } = principal;
  if (isOver) {
    return left('deletion-begun', `the ${kind} was renamed while it was deleted; ${backBy(principal)}`);
  }
  const { delete: days } = kind === 'user' ? rules.users : rules.roles;
  if (days === 0) {
    const why = `its deletion was begun, and credentialCleanup.${kind}s.delete is 0 now; ${backBy(principal)}`;
    return left('deletion-begun', why);
  }
  if (needed !== undefined)
    return left('deletion-begun', `its deletion was begun, and ${needed.why}; ${backBy(principal)}`);
  return { kind: 'change', reason: 'deletion-begun', changes: [deleted(principal, name)] };
}

/** Tells of somebody whom every guardrail leaves alone that a deletion was begun; nothing where none was. */
export function leftInstead(
  { kind, id, name }: CleanableSubject,
  reason: string,
  disabled: ReadonlyMap<string, Disabled>,
): Decision<SlotSet> | undefined {
  const begun = disabled.get(id)?.deletion;
  return begun === undefined || kind === 'group'
    ? undefined
    : left('deletion-begun', leftBegun({ kind, name }, reason));
}

/** Says of somebody who is left alone, in the middle of a deletion, how they get back what they lost. */
export const leftBegun = (principal: Pick<Principal, 'kind' | 'name'>, why: string): string =>
  `its deletion was begun, and it is left now (${why}); ${backBy(principal)}`;

const backBy = (principal: Pick<Principal, 'kind' | 'name'>) =>
  `to give back what it lost, run ${restoreCommand(principal)}, and release it`;
