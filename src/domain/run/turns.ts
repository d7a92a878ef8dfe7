/**
 * When a run last took up what is to be taken from a principal: ISO 8601, start of that run, by unique id.
 *
 * A run changes a limited number of principals, and the next one means those again that could not be changed. In the same
 * order each time these would take the places of all others for ever, so principals that had a turn go behind the others.
 */
export type Turns = ReadonlyMap<string, string>;

/** From whom something is to be taken, by unique id. */
export interface Taking {
  /** In this run. */
  readonly now: readonly string[];
  /** In a later one. */
  readonly later: readonly string[];
}

/** Principals that had no turn come first, then those that had theirs longest ago. @returns 0 where turns do not tell two apart */
export const byTurn =
  (turns: Turns) =>
  (one: { readonly id: string }, other: { readonly id: string }): number => {
    const at = ({ id }: { readonly id: string }) => Date.parse(turns.get(id) ?? '') || 0;
    return at(one) - at(other);
  };

/**
 * The turns that a run goes by: those of runs before it. An earlier attempt at the same run has noted whom it would take
 * up, and has changed nobody yet.
 *
 * @param startedAt ISO 8601, start of the run
 */
export const turnsBefore = (startedAt: string, noted: Readonly<Record<string, string>> = {}): Turns =>
  new Map(Object.entries(noted).filter(([, at]) => Date.parse(at) < Date.parse(startedAt)));

/** The turns that the next run goes by: of those alone from whom something is to be taken. */
export function turnsAfter(before: Turns, { now, later }: Taking, startedAt: string): Readonly<Record<string, string>> {
  const kept = later.flatMap((id) => {
    const at = before.get(id);
    return at === undefined ? [] : [[id, at] as const];
  });
  return Object.fromEntries([...kept, ...now.map((id) => [id, startedAt] as const)]);
}
