import { type BoundaryEntry, linked } from '../domain/boundary-entry';
import type { Subject } from '../domain/subject';

/**
 * Says of everybody who carries a boundary of the project since when.
 *
 * @param open every open entry of the account, oldest first
 */
export function withBoundedAt(subjects: readonly Subject[], open: readonly BoundaryEntry[]): readonly Subject[] {
  const byPrincipal = new Map<string, BoundaryEntry[]>();
  for (const entry of open) {
    const { id } = entry.change.principal;
    byPrincipal.set(id, [entry, ...(byPrincipal.get(id) ?? [])]);
  }
  return subjects.map((subject) => {
    const boundedAt = boundedAtOf(subject, byPrincipal.get(subject.id) ?? []);
    return boundedAt === undefined ? subject : { ...subject, boundedAt };
  });
}

/** @param open newest first */
function boundedAtOf({ boundaryArn }: Subject, open: readonly BoundaryEntry[]): string | undefined {
  const standing = open.findIndex(({ change }) => change.policyArn === boundaryArn);
  if (standing < 0) return undefined;
  const first = linked(open.slice(standing)).at(-1);
  // Recorded a moment before it was put: what was used until then was used before it.
  return (first?.confirmedAt ?? first?.openedAt)?.toISOString();
}
