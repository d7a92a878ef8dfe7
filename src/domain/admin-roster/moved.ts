import type { RosterCall } from './call';

/** A time in which it is not sure whom a name means: somebody without a vote has moved it. */
export interface MovedName {
  /** As `nameIn` writes it. */
  readonly name: string;
  /** Milliseconds. */
  readonly from: number;
  /** Milliseconds; when somebody with a vote gave the name anew. Absent: nobody has. */
  readonly until?: number | undefined;
}

/** What a call does to names, as `nameIn` writes them. */
export interface NameChange {
  readonly call: RosterCall;
  /** Milliseconds. */
  readonly at: number;
  /** Names that it moved from one user or group to another, or freed. */
  readonly moved: readonly string[];
  /** Names that it gave to a user or group. */
  readonly given: readonly string[];
}

/** Stands for every name; no name of IAM is this text. */
export const ANY_NAME = '*';

/** So long a name is remembered that nobody gives anew. */
const KEPT_MS = 86_400_000;

/**
 * The names that calls have moved.
 *
 * @param calls in order
 * @param doubted ids of the events of callers without a vote
 */
export function movedIn(
  before: readonly MovedName[],
  calls: readonly NameChange[],
  doubted: ReadonlySet<string>,
): readonly MovedName[] {
  let all = before;
  for (const { call, at, moved, given } of calls) {
    if (doubted.has(call.eventId)) all = [...all, ...moved.map((name) => ({ name, from: at }))];
    // A move of the same second may have come later.
    else all = all.map((one) => (given.includes(one.name) && one.from < at ? { until: at, ...one } : one));
  }
  return all;
}

/** Whether it is not sure whom a name meant in a second. What was done under it before stands. */
export const isMoved = (moved: readonly MovedName[], name: string, at: number): boolean =>
  moved.some((one) => [name, ANY_NAME].includes(one.name) && isMovedAt(one, at));

/** The names that are still moved at a moment, each once, since it was moved last. What came later is forgotten. */
export function keptMoves(moved: readonly MovedName[], moment: Date): readonly MovedName[] {
  const at = moment.getTime();
  const last = new Map<string, number>();
  for (const one of moved.filter(({ from }) => from > at - KEPT_MS)) {
    if (isMovedAt(one, at)) last.set(one.name, Math.max(one.from, last.get(one.name) ?? one.from));
  }
  return [...last].map(([name, from]) => ({ name, from }));
}

const isMovedAt = ({ from, until = Infinity }: MovedName, at: number) => from <= at && at < until;
