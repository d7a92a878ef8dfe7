import { leave } from '../../../audit/recorded/left-alone';
import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { dayOf } from '../../../domain/run/countdown';
import { isDeletion } from '../kinds';
import type { CleanableSubject } from '../subject';
import { announcedOf, type Circumstances, type Unused } from './announce';
import type { Disabled } from './disabled';
import type { CleanupLeaveReason } from './reasons';
import { isSeenAfter } from './unused';
import type { OffKey, UnusedKey } from './unused-keys';

/** What was found of a user or role. */
export interface Found {
  readonly subject: CleanableSubject;
  /** The user or role itself. Absent: it is in use, or nobody wants to know. */
  readonly whole: Unused | undefined;
  /** ISO 8601; when it was last seen. Absent: nobody wants to know. */
  readonly seenAt: string | undefined;
  /** What the guardrail has disabled of it. Absent: nothing, or nobody asked. */
  readonly disabled: Disabled | undefined;
  /** Its unused access keys. */
  readonly keys: readonly UnusedKey[];
  /** Those that the guardrail has deactivated, where they are to be deleted. */
  readonly offKeys: readonly OffKey[];
  /** What is to be done now. */
  readonly changes: readonly SlotSet[];
}

/** Decides by what was found. What is not changed, or not yet, is told of, with the day on which it is. */
export function conclude(found: Found, circumstances: Circumstances): Decision<SlotSet> {
  const { subject, whole, keys, offKeys, changes } = found;
  const unused = [...(whole === undefined ? [] : [whole]), ...keys, ...offKeys.filter((one) => !one.isUsedSince)];
  const announced = unused.map((one) => announcedOf(one, subject, circumstances));
  const told = { ...(announced.length > 0 && { announced }), ...usedAgain(found) };
  if (changes.length > 0) return { kind: 'change', reason: 'unused', ...told, changes: withoutNeedless(changes) };
  const untold = keys.flatMap(({ matched }) => (matched?.kind === 'untold' ? [matched] : []))[0];
  if (untold !== undefined) return { ...left(untold.reason, untold.why), ...told };
  if (announced.some(({ due }) => due !== undefined)) return { kind: 'countdown', reason: 'unused', ...told };
  return { ...leftAsItIs(found, circumstances), ...told };
}

/** What is deleted takes with it whatever else would be changed of it. */
function withoutNeedless(changes: readonly SlotSet[]): readonly SlotSet[] {
  const deletion = changes.find(isDeletion);
  return deletion === undefined ? changes : [deletion];
}

/** Whatever is disabled and was seen since has been tried: a person decides. */
function usedAgain({ subject, whole, seenAt, disabled, offKeys }: Found): { readonly needsAgain?: readonly string[] } {
  const deniedAt = disabled?.deny?.at;
  const isSeen = (at: string) => whole === undefined || (deniedAt !== undefined && isSeenAfter(at, deniedAt));
  const needsAgain = [
    ...(subject.denied && seenAt !== undefined && isSeen(seenAt) ? [`everything, as of ${dayOf(seenAt)}`] : []),
    ...offKeys.filter((one) => one.isUsedSince).map(({ keyId, since }) => `access key ${keyId}, as of ${dayOf(since)}`),
  ];
  return needsAgain.length === 0 ? {} : { needsAgain };
}

/** Why nothing is going to be done. */
function leftAsItIs(found: Found, { rules }: Circumstances) {
  const { subject, whole, keys } = found;
  const { denied, full, needed } = subject;
  const days = subject.credentials === undefined ? rules.roles : rules.users;
  if (denied && !isKeptForOthers(found, days))
    return left('denied', 'it is denied everything until somebody releases it');
  if (whole === undefined) return left(keys.length > 0 ? 'unused' : 'in-use');
  if (needed !== undefined) {
    // Nobody could say this time: what earlier reports have announced goes on standing.
    return {
      ...left(needed.reason, needed.why),
      ...(needed.reason === 'service-unknown' && { unknown: true as const }),
    };
  }
  if (full && days.disable > 0) return left('attachment-quota', 'it has no room for another managed policy');
  return left('unused');
}

/** Whether it would be deleted if nobody needed it: that is then why it is left. */
const isKeptForOthers = ({ subject, whole, disabled }: Found, days: { readonly delete: number }) =>
  days.delete > 0 && whole !== undefined && subject.needed !== undefined && disabled?.deny !== undefined;

/** @param why absent where the reason says it all */
export const left = (reason: CleanupLeaveReason, why?: string) => leave(reason, why);
