import type { Settings } from './schema';
import { audit, auditSwitches } from './weaknesses/audit';
import { boundary } from './weaknesses/boundary';
import type { Part, WeaknessByKey } from './weaknesses/key-weakness';
import { deployment, notices, records } from './weaknesses/records';
import { revoker, revokerSwitch } from './weaknesses/revoker';
import { spared } from './weaknesses/spared';

/** Every key is in one of them; their order is that of the lines. */
export const PARTS: readonly Part[] = [
  ...[revokerSwitch, revoker],
  ...[auditSwitches, audit, boundary, spared],
  ...[notices, records, deployment],
];

/** When every key of the settings is weaker than its default. */
export const WEAKNESS_BY_KEY: WeaknessByKey = Object.assign({}, ...PARTS.map(({ byKey }) => byKey)) as WeaknessByKey;

/**
 * Says for every setting that is weaker than its default what it gives up.
 *
 * The sentences are an output of the stack, so that the plan of a pull request shows a weakening as an added line.
 */
export function weaknesses(settings: Settings): string[] {
  return PARTS.filter(({ applies }) => applies?.(settings) ?? true)
    .flatMap(({ byKey }) => Object.values(byKey))
    .flatMap((weakness) => ('weakens' in weakness ? weakness.weakens(settings) : []));
}
