import type { EntryKey } from './entry';

/** What decides whose turn it is among calls that were not judged to the end, and are judged again. */
export interface WaitingInBrief extends EntryKey {
  /** When it was first judged. */
  readonly since: Date;
  /** What it waits for, in a word or a sentence. */
  readonly why: string;
  /**
   * Whether history shows the call, or something was done on the word of a message that is to be proven: other calls may have
   * been forged, and come after these.
   */
  readonly isUrgent: boolean;
  /** Its caller in words, or by id. */
  readonly caller: string;
}

/** Such a call itself. */
export interface Waiting extends WaitingInBrief {
  /** The call as JSON, as the guardrail that judges it wrote it. */
  readonly callText: string;
}

/** How ids of these entries begin. */
const WAITING_ENTRY = 'waiting-';

/** The order of the entries is the order of the calls. @param callKey copies of an event have the same */
export function waitingEntry(at: Date, callKey: string): string {
  return `${WAITING_ENTRY}${at.toISOString()}-${callKey}`;
}
