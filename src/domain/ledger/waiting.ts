import type { EntryKey } from './entry';

/** A call that was not judged to the end, and is judged again. */
export interface Waiting extends EntryKey {
  /** When it was first judged. */
  readonly since: Date;
  /** What it waits for, in a word or a sentence. */
  readonly why: string;
  /**
   * Whether history shows the call, or something was done on the word of a message that is to be proven: other calls may have
   * been forged, and come after these.
   */
  readonly isUrgent: boolean;
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

/** So many of those that are judged at once are not urgent: these must not be forgotten either. */
const ORDINARY = 2;

/**
 * Whose calls come next: urgent ones, so that nobody who forges others keeps them from being judged, and a few that are not.
 * Of both, the first of each principal in turn, then the second.
 *
 * @param count how many; at least 4
 */
export function inTurn(waiting: readonly Waiting[], now: Date, count: number): readonly Waiting[] {
  const urgent = turnsOf(waiting.filter(({ isUrgent }) => isUrgent));
  const ordinary = turnsOf(waiting.filter(({ isUrgent }) => !isUrgent));
  const first = some(urgent, count - Math.min(ordinary.length, ORDINARY), now);
  return [...first, ...some(ordinary, count - first.length, now)];
}

/** The first call of each principal, oldest first, then the second: nobody who makes many calls keeps others waiting. */
function turnsOf(waiting: readonly Waiting[]): readonly Waiting[] {
  const turns = new Map<string, number>();
  return [...waiting]
    .sort((one, other) => (one.entryId < other.entryId ? -1 : 1))
    .map((one) => {
      const turn = turns.get(one.principalId) ?? 0;
      turns.set(one.principalId, turn + 1);
      return { one, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ one }) => one);
}

/**
 * The first ones, who are to have what room there is for denies, and others every minute, so that nobody whose calls cannot be
 * judged keeps others from it.
 */
function some(all: readonly Waiting[], count: number, now: Date): readonly Waiting[] {
  if (all.length <= count) return all;
  const oldest = all.slice(0, Math.ceil(count / 2));
  const others = all.slice(oldest.length);
  const places = count - oldest.length;
  const from = (Math.floor(now.getTime() / MINUTE_MS) * places) % others.length;
  return [...oldest, ...[...others.slice(from), ...others.slice(0, from)].slice(0, places)];
}
