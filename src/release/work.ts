import { inLanes } from '../domain/in-lanes';
import type { Job, Released, ReleaseOutcome } from './releaser';

/** What was done by the time it was over. */
export interface Done {
  readonly outcomes: readonly ReleaseOutcome[];
  /** One's failure does not keep another from being released. */
  readonly failures: readonly string[];
  /** How many were not begun, or not brought to their end, for want of time. */
  readonly left: number;
}

/** Releases at the same time. */
const LANES = 8;

/**
 * Releases one principal after the other for as long as there is time; whoever invokes it again goes on with the rest.
 *
 * @param say told of everybody who was released, in any order: for the log
 */
export async function workThrough(
  jobs: readonly Job[],
  time: { readonly isOver: () => boolean; readonly ranOut: (error: unknown) => boolean },
  say: (released: Released) => void,
): Promise<Done> {
  const outcomes: ReleaseOutcome[] = [];
  const failures: string[] = [];
  let left = 0;
  await inLanes(jobs, LANES, async ({ whom, release }) => {
    if (time.isOver()) {
      left += 1;
      return;
    }
    try {
      const outcome = await release();
      outcomes.push(outcome);
      say(outcome.released);
    } catch (error) {
      if (time.ranOut(error)) left += 1;
      else failures.push(`${whom}: ${String(error)}`);
    }
  });
  return { outcomes, failures, left };
}
