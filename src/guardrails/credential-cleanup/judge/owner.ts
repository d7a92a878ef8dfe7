import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { CleanableSubject } from '../subject';

/**
 * Who answers for somebody.
 *
 * @param key of the tag that says so; IAM ignores case in it
 * @returns undefined where no such tag says anybody
 */
export function ownerIn(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  const [, value = ''] = Object.entries(tags).find(([one]) => one.toLowerCase() === key.toLowerCase()) ?? [];
  return value.trim() === '' ? undefined : value.trim();
}

/** A decision with who answers for the principal, where there is something to ask them. */
export function withOwner(decision: Decision<SlotSet>, { owner }: CleanableSubject): Decision<SlotSet> {
  const isToAsk = decision.kind === 'change' || decision.announced !== undefined || decision.needsAgain !== undefined;
  return owner === undefined || !isToAsk ? decision : { ...decision, owner };
}
