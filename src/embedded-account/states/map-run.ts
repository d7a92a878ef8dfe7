import type { MapState } from './definition';
import { StatesError } from './errors';
import { countOf, numberOf, type Scope } from './expression';
import type { MapRun } from './map-children';
import { writeResults } from './map-results';
import type { Surroundings } from './surroundings';

/**
 * Runs every child that has not succeeded yet, and writes the results.
 *
 * @returns what the state passes on
 * @throws StatesError where more items failed than the state tolerates; the results are written first
 */
export async function runChildren(
  state: MapState,
  scope: Scope,
  run: MapRun,
  surroundings: Surroundings,
): Promise<unknown> {
  const most = (await countOf(state.MaxConcurrency, scope, 0)) ?? 0;
  const total = run.children.reduce((sum, { items }) => sum + items, 0);
  const tolerates = await toleranceOf(state, scope, total);
  const waiting = run.children.filter(({ child }) => child.status !== 'SUCCEEDED');
  let failed = 0;
  const lane = async () => {
    // Nothing more is started once too much has failed; what runs by then still ends.
    for (let next = waiting.shift(); next && tolerates(failed); next = waiting.shift()) {
      await next.child.run();
      if (next.child.status !== 'SUCCEEDED') failed += next.items;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most === 0 ? MOST_CHILDREN : most, waiting.length) }, lane));
  const results = await writeResults(state, scope, run, surroundings);
  if (tolerates(failed)) return results;
  throw new StatesError(
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  );
}

/** What AWS runs at once where the state sets no limit. */
const MOST_CHILDREN = 10_000;

/** Without any tolerance one failed item fails the run; with both kinds each binds. */
async function toleranceOf(state: MapState, scope: Scope, total: number): Promise<(failed: number) => boolean> {
  const percentage = await numberOf(state.ToleratedFailurePercentage, scope);
  const count = await countOf(state.ToleratedFailureCount, scope, 0);
  if (percentage !== undefined && percentage > 100) {
    throw new StatesError('States.QueryEvaluationError', `ToleratedFailurePercentage came to ${percentage}`);
  }
  if (percentage === undefined && count === undefined) return (failed) => failed === 0;
  return (failed) => failed <= (count ?? Infinity) && failed * 100 <= (percentage ?? 100) * total;
}
