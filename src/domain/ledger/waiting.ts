import type { EntryKey } from './entry';

/** A call that was not judged to the end, and is judged again. */
export interface Waiting extends EntryKey {
  /** When it was first judged. */
  readonly since: Date;
  /** What it waits for, in a word or a sentence. */
  readonly why: string;
  /** The call as JSON, as the guardrail that judges it wrote it. */
  readonly callText: string;
}

/** How ids of these entries begin. */
const WAITING_ENTRY = 'waiting-';

/** The order of the entries is the order of the calls. @param callKey copies of an event have the same */
export function waitingEntry(at: Date, callKey: string): string {
  return `${WAITING_ENTRY}${at.toISOString()}-${callKey}`;
}

const MINUTE_MS = 60_000;

/**
 * Whose calls come next: the first of each principal in turn, then the second, so that nobody who makes many calls keeps the
 * others from being judged; and others every minute, so that nobody does whose calls cannot be judged.
 *
 * @param count how many
 */
export function inTurn(waiting: readonly Waiting[], now: Date, count: number): readonly Waiting[] {
  const turns = new Map<string, number>();
  const all = [...waiting]
    .sort((one, other) => (one.entryId < other.entryId ? -1 : 1))
    .map((one) => {
      const turn = turns.get(one.principalId) ?? 0;
      turns.set(one.principalId, turn + 1);
      return { one, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ one }) => one);
  const from = all.length <= count ? 0 : (Math.floor(now.getTime() / MINUTE_MS) * count) % all.length;
  return [...all.slice(from), ...all.slice(0, from)].slice(0, count);
}
