import type { PrincipalCopy } from './copy';
import { lossesOf } from './losses';
import { bearsMark } from './mark';
import type { PrincipalState } from './principal-state';
import { givingSteps, makingStep, unmarkingStep, type Around, type RestorationStep } from './restoration-steps';

/** What a restoration does, or why it does nothing. */
export type Restoration =
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'restore';
      /** In this order; none where everything is there again. */
      readonly steps: readonly RestorationStep[];
      /** What cannot come back, in sentences. */
      readonly losses: readonly string[];
    };

/**
 * Says how a principal comes back.
 *
 * It goes on with what it has begun, and with what a deletion has begun and not ended. Another principal that has the
 * name by now is left alone: it would be given what was never its own.
 *
 * @param present who has the name now; absent: nobody has
 */
export function restorationOf(copy: PrincipalCopy, present: PrincipalState | undefined, around: Around): Restoration {
  const { principal, token } = copy;
  const steps = givingSteps(copy, present, around);
  const restore = (...all: readonly RestorationStep[]): Restoration => ({
    ...{ kind: 'restore', steps: all, losses: lossesOf(copy, present, around) },
  });
  if (present === undefined) {
    const hindrance = hindranceOf(principal, around);
    if (hindrance !== undefined) return { kind: 'refused', why: hindrance };
    return restore(makingStep(copy), ...steps, unmarkingStep(copy));
  }
  if (present.id === principal.id) return restore(...steps);
  if (!bearsMark(present.tags, principal.tags, token)) {
    const isDone = steps.length === 0 && isAlike(principal, present);
    return isDone ? restore() : { kind: 'refused', why: ofSomebodyElse(principal, present) };
  }
  if (!isAlike(principal, present) || canSignIn(present)) return { kind: 'refused', why: altered(present) };
  return restore(...steps, unmarkingStep(copy));
}

/** Why IAM would not make the principal, or would make it with more rights than it had. */
function hindranceOf(principal: PrincipalState, { policies }: Around): string | undefined {
  const { kind, name, boundary } = principal;
  if (boundary !== undefined && !policies.includes(boundary.arn)) {
    return (
      `${kind} ${name} would come back without its permissions boundary: the policy ${boundary.arn} is gone. ` +
      'Make the policy again, and restore then; the copy holds its text.'
    );
  }
  const dead = principal.kind === 'role' ? DEAD_PRINCIPAL.exec(principal.trust)?.[1] : undefined;
  if (dead === undefined) return undefined;
  return (
    `IAM would refuse the trust policy of role ${name}: it names ${dead}, who had been deleted when it was copied. ` +
    'Make the role by hand; the copy holds everything it had.'
  );
}

/** In place of the ARN of a principal that is gone IAM shows its unique id (IAM User Guide, Principal). */
const DEAD_PRINCIPAL = /"(A(?:IDA|ROA)[A-Z0-9]{12,})"/;

/** Whether what a principal is made with is the same; tags apart, which say nothing of what it may do. */
function isAlike(copied: PrincipalState, present: PrincipalState): boolean {
  return JSON.stringify(madeWith(copied)) === JSON.stringify(madeWith(present));
}

const madeWith = (principal: PrincipalState): readonly unknown[] => [
  ...[principal.kind, principal.path, principal.boundary?.arn ?? null],
  ...(principal.kind === 'role' ? [principal.trust, principal.description ?? '', principal.maxSessionSeconds] : []),
];

const canSignIn = (principal: PrincipalState): boolean =>
  principal.kind === 'user' &&
  (principal.hasPassword || principal.accessKeys.length + principal.serviceCredentials.length > 0);

const ofSomebodyElse = ({ kind, name, id }: PrincipalState, present: PrincipalState): string =>
  `another ${kind} is called ${name} now: ${present.id}, created ${present.createdAt}, and not ${id}. ` +
  'It was not touched. Delete or rename it, and restore then.';

const altered = ({ kind, name, id }: PrincipalState): string =>
  `${kind} ${name} (${id}) was made by a restoration that was interrupted, and somebody has altered it since: it has ` +
  'credentials, or another path, permissions boundary or trust policy. It was not touched. Delete it, and restore again.';
