import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import { deedOf } from './made';
import { isByAnybody, quarantined } from './notify-quarantine';

/** What a call did, and whether that is still so; undefined where it did nothing. */
export function effectOf(call: Call, decision: Decision): string | undefined {
  const deed = deedOf(call);
  if (deed === undefined || isUndone(call, decision)) return deed?.words;
  return `${deed.words} (${deed.impact === 'makes' ? 'it still exists' : 'not undone'})`;
}

/** Whether a call did something that nobody has undone: the guard answers only what touches the guard itself. */
export function leavesSomething(call: Call, decision: Decision): boolean {
  return deedOf(call) !== undefined && !isUndone(call, decision);
}

function isUndone(call: Call, decision: Decision): boolean {
  if (quarantined(call) !== undefined && !isByAnybody(decision)) return true;
  // A group that would be left empty keeps its only member.
  return decision.kind === 'revoke' && (decision.joined.length > 0 || decision.escaped === true);
}
