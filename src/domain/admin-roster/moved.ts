import type { TracedCall } from './trace';

/** From when on it is not sure whom a name means: somebody without a vote has moved it. */
export interface MovedName {
  /** As `nameIn` writes it. */
  readonly name: string;
  /** Milliseconds. */
  readonly from: number;
}

/** The names that calls have moved. @param doubted ids of the events of callers without a vote */
export function movedIn(calls: readonly TracedCall[], doubted: ReadonlySet<string>): readonly MovedName[] {
  return calls
    .filter(({ call }) => doubted.has(call.eventId))
    .flatMap(({ at, moved }) => moved.map((name) => ({ name, from: at })));
}

/** Whether it is not sure whom a name meant in a second. What was done under it before stands. */
export const isMoved = (moved: readonly MovedName[], name: string, at: number): boolean =>
  moved.some((one) => one.name === name && one.from <= at);
