import type { Settings } from './schema';
import { audit, auditSwitches } from './weaknesses/audit';
import { boundary } from './weaknesses/boundary';
import type { Decisions, Part } from './weaknesses/decision';
import { deployment, notices, records } from './weaknesses/records';
import { revoker, revokerSwitch } from './weaknesses/revoker';
import { spared } from './weaknesses/spared';

/** Every key is in one of them; their order is that of the lines. */
export const PARTS: readonly Part[] = [
  ...[revokerSwitch, revoker],
  ...[auditSwitches, audit, boundary, spared],
  ...[notices, records, deployment],
];

/** The decision about every key of the settings. */
export const DECISIONS: Decisions = Object.assign({}, ...PARTS.map(({ decisions }) => decisions)) as Decisions;

/**
 * Says for every setting that is weaker than its default what it gives up.
 *
 * The sentences are an output of the stack, so that the plan of a pull request shows a weakening as an added line.
 */
export function weaknesses(settings: Settings): string[] {
  return PARTS.filter(({ applies }) => applies?.(settings) ?? true)
    .flatMap(({ decisions }) => Object.values(decisions))
    .flatMap((decision) => ('weakens' in decision ? decision.weakens(settings) : []));
}
