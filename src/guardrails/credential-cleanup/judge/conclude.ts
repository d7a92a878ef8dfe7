import { leave } from '../../../audit/recorded/left-alone';
import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { dayOf } from '../../../domain/run/countdown';
import type { CleanableSubject } from '../subject';
import { announcedOf, type Circumstances, type Unused } from './announce';
import type { CleanupLeaveReason } from './reasons';
import type { UnusedKey } from './unused';

/** What was found of a user or role. */
export interface Found {
  readonly subject: CleanableSubject;
  /** The user or role itself. Absent: it is in use, or nobody wants to know. */
  readonly whole: Unused | undefined;
  /** ISO 8601; when it was last seen. Absent: nobody wants to know. */
  readonly seenAt: string | undefined;
  /** Its unused access keys. */
  readonly keys: readonly UnusedKey[];
  /** What is to be done now. */
  readonly changes: readonly SlotSet[];
}

/** Decides by what was found. What is not changed, or not yet, is told of, with the day on which it is. */
export function conclude(found: Found, circumstances: Circumstances): Decision<SlotSet> {
  const { subject, whole, keys, changes } = found;
  const announced = [...(whole === undefined ? [] : [whole]), ...keys].map((one) =>
    announcedOf(one, subject, circumstances),
  );
  const told = { ...(announced.length > 0 && { announced }), ...usedAgain(found) };
  if (changes.length > 0) return { kind: 'change', reason: 'unused', ...told, changes };
  const untold = keys.flatMap(({ matched }) => (matched?.kind === 'untold' ? [matched] : []))[0];
  if (untold !== undefined) return { ...left(untold.reason, untold.why), ...told };
  if (announced.some(({ due }) => due !== undefined)) return { kind: 'countdown', reason: 'unused', ...told };
  return { ...leftAsItIs(found, circumstances), ...told };
}

/** Whoever is denied everything and was seen since has tried: a person decides. */
function usedAgain({ subject, whole, seenAt }: Found): { readonly needsAgain?: readonly string[] } {
  if (!subject.denied || whole !== undefined || seenAt === undefined) return {};
  return { needsAgain: [`everything, as of ${dayOf(seenAt)}`] };
}

/** Why nothing is going to be done. */
function leftAsItIs({ subject: { denied, full, needed }, whole, keys }: Found, { rules }: Circumstances) {
  if (denied) return left('denied', 'it is denied everything until somebody releases it');
  if (whole === undefined) return left(keys.length > 0 ? 'unused' : 'in-use');
  if (needed !== undefined) {
    // Nobody could say this time: what earlier reports have announced goes on standing.
    return {
      ...left(needed.reason, needed.why),
      ...(needed.reason === 'service-unknown' && { unknown: true as const }),
    };
  }
  const isToBeDenied = (whole.thing === 'user' ? rules.users : rules.roles).disable > 0;
  if (full && isToBeDenied) return left('attachment-quota', 'it has no room for another managed policy');
  return left('unused');
}

/** @param why absent where the reason says it all */
export const left = (reason: CleanupLeaveReason, why?: string) => leave(reason, why);
