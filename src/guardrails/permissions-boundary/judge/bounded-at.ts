import { linked } from '../../../domain/recorded-change/give-back';
import type { BoundedSubject } from '../bounded-subject';
import { BOUNDARY_KINDS, type BoundaryEntry } from '../kinds';

/**
 * Says of everybody who carries a boundary of the project since when, and from whom someone else removed one.
 *
 * @param open every open entry of the account, oldest first
 * @param now when the account was read
 */
export function withBoundedAt(
  subjects: readonly BoundedSubject[],
  open: readonly BoundaryEntry[],
  now: Date,
): readonly BoundedSubject[] {
  const byPrincipal = new Map<string, BoundaryEntry[]>();
  for (const entry of open) {
    const { id } = entry.change.principal;
    byPrincipal.set(id, [entry, ...(byPrincipal.get(id) ?? [])]);
  }
  return subjects.map((subject) => {
    const entries = byPrincipal.get(subject.id) ?? [];
    const boundedAt = boundedAtOf(subject, entries);
    const boundaryTaken = takenOf(subject, entries, now);
    return {
      ...subject,
      ...(boundedAt !== undefined && { boundedAt }),
      ...(boundaryTaken !== undefined && { boundaryTaken }),
    };
  });
}

/** Readings of IAM lag by some seconds. */
const SETTLED_MS = 60_000;

/**
 * The boundary that was the last to be seen to stand, where it does not.
 *
 * One that was put and not confirmed since may stand in its place: then nobody else has changed it.
 *
 * @param open newest first
 */
function takenOf({ boundaryArn }: BoundedSubject, open: readonly BoundaryEntry[], now: Date): string | undefined {
  const last = open.findIndex(({ confirmedAt }) => confirmedAt !== undefined);
  const [confirmed, stands] = [
    open[last],
    open.slice(0, last + 1).some(({ change }) => change.policyArn === boundaryArn),
  ];
  if (confirmed?.confirmedAt === undefined || stands) return undefined;
  return now.getTime() - confirmed.confirmedAt.getTime() < SETTLED_MS ? undefined : confirmed.change.policyArn;
}

/** @param open newest first */
function boundedAtOf({ boundaryArn }: BoundedSubject, open: readonly BoundaryEntry[]): string | undefined {
  const standing = open.findIndex(({ change }) => change.policyArn === boundaryArn);
  if (standing < 0) return undefined;
  const first = linked(open.slice(standing), BOUNDARY_KINDS).at(-1);
  // Recorded a moment before it was put: what was used until then was used before it.
  return (first?.confirmedAt ?? first?.openedAt)?.toISOString();
}
