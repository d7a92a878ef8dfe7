import type { WeaknessByKey } from '../setting-values/weakness';
import { eventDriven, scheduled } from './guardrails';
import type { Settings } from './schema';
import { audit } from './weaknesses/audit';
import { changeLimits } from './weaknesses/change-limits';
import { DEFAULTS, type Part } from './weaknesses/defaults';
import { notices } from './weaknesses/notices';
import { deployment, records } from './weaknesses/records';
import { spared } from './weaknesses/spared';

/** Every key is in one of them; their order is that of the lines. */
export const PARTS: readonly Part[] = [
  ...eventDriven.flatMap(({ switches, weaknesses: own }) => [{ byKey: switches }, own]),
  ...scheduled.map(({ switches }) => ({ byKey: switches })),
  audit,
  ...scheduled.map(({ weaknesses: own }) => own),
  ...[changeLimits, spared],
  ...[notices, records, deployment],
];

/** When every key of the settings is weaker than its default. */
export const WEAKNESS_BY_KEY = Object.assign({}, ...PARTS.map(({ byKey }) => byKey)) as WeaknessByKey<Settings>;

/**
 * Says for every setting that is weaker than its default what it gives up.
 *
 * The sentences are an output of the stack, so that the plan of a pull request shows a weakening as an added line.
 */
export function weaknesses(settings: Settings): string[] {
  return PARTS.filter(({ applies }) => applies?.(settings) ?? true)
    .flatMap(({ byKey }) => Object.values(byKey))
    .flatMap((weakness) => ('weakens' in weakness ? weakness.weakens(settings, DEFAULTS) : []));
}
