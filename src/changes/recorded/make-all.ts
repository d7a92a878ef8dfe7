import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { makeRecorded, type MakePorts, type RecordedOutcome } from './make';

/**
 * Makes several changes of one principal in their order, and none after one that did not come about. Only the last of them
 * waits for a look at everybody: the others are waited for.
 *
 * @returns what became of the last that was tried; `done` where any was made, and the rest stood
 */
export async function makeAllRecorded<C extends RecordedChange>(
  changes: readonly C[],
  runId: string,
  ports: MakePorts<C>,
): Promise<RecordedOutcome> {
  let made = 0;
  const alone = { ...ports, shows: undefined };
  for (const [index, change] of changes.entries()) {
    const outcome = await makeRecorded(change, runId, index + 1 < changes.length ? alone : ports);
    if (outcome.kind === 'done') made += 1;
    else if (outcome.kind !== 'stands') {
      if (changes.length === 1) return outcome;
      const place = `change ${index + 1} of ${changes.length}${madeInWords(made)}`;
      return { ...outcome, why: `${outcome.why} (${place})` };
    }
  }
  return { kind: made > 0 ? 'done' : 'stands' };
}

/** Whoever reads that one was left does not take the others for left as well. */
const madeInWords = (made: number): string =>
  made === 0 ? '' : `; ${made} before it ${made === 1 ? 'was' : 'were'} made`;
