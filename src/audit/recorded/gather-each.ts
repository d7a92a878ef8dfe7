import type { Subject } from '../../domain/identity/subject';
import type { Gather } from '../batch/batch';

/** What kind of error a call failed with. */
export interface ErrorKinds {
  /** For want of a permission. */
  readonly isDenied: (error: unknown) => boolean;
  /** Because the caller's credentials are no good any more. */
  readonly isExpired: (error: unknown) => boolean;
}

/** What was found out about a principal, or why nothing was. */
export type Looked<Evidence> =
  | { readonly kind: 'seen'; readonly evidence: Evidence }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Looks at each principal by itself; what goes wrong with one is its own.
 *
 * @returns which throws the error where everybody was denied, for the function lacks a right, and of credentials that are no
 * good any more: the batch is redriven then
 */
export function gatherEach<S extends Subject, Evidence>(
  look: (subject: S) => Promise<Evidence>,
  { isDenied, isExpired }: ErrorKinds,
): Gather<S, Looked<Evidence>> {
  return async (subjects, found) => {
    const denied: unknown[] = [];
    const lookAt = async (subject: S): Promise<Looked<Evidence>> => {
      try {
        return { kind: 'seen', evidence: await look(subject) };
      } catch (error) {
        if (!(error instanceof Error) || isExpired(error)) throw error;
        if (isDenied(error)) denied.push(error);
        return { kind: 'failed', why: `${error.name}: ${error.message}` };
      }
    };
    const looked = await Promise.all(subjects.map(async (subject) => ({ subject, of: await lookAt(subject) })));
    if (subjects.length > 0 && denied.length === subjects.length) throw denied[0];
    for (const { subject, of } of looked) await found(subject, of);
    return [];
  };
}
