import type { WaitingInBrief } from './waiting';

/** So many of those that are judged at once are not urgent: these must not be forgotten either. */
const ORDINARY = 2;

/**
 * Whose calls come next: urgent ones, so that nobody who forges others keeps them from being judged, and a few that are not.
 * Of both, the first of each principal in turn, then the second.
 *
 * @param count how many; at least 4
 */
export function inTurn(waiting: readonly WaitingInBrief[], now: Date, count: number): readonly WaitingInBrief[] {
  const urgent = turnsOf(waiting.filter(({ isUrgent }) => isUrgent));
  const ordinary = turnsOf(waiting.filter(({ isUrgent }) => !isUrgent));
  const first = oldestAndOthers(urgent, count - Math.min(ordinary.length, ORDINARY), now);
  return [...first, ...oldestAndOthers(ordinary, count - first.length, now)];
}

/** The first call of each principal, oldest first, then the second: nobody who makes many calls keeps others waiting. */
function turnsOf(waiting: readonly WaitingInBrief[]): readonly WaitingInBrief[] {
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

const MINUTE_MS = 60_000;

/**
 * Of more than there is time for in one round: the first ones, who are to have what room there is, and others every minute, so
 * that nobody who cannot be dealt with keeps others from it.
 */
export function oldestAndOthers<T>(all: readonly T[], count: number, now: Date): readonly T[] {
  if (all.length <= count) return all;
  const oldest = all.slice(0, Math.ceil(count / 2));
  const others = all.slice(oldest.length);
  const places = count - oldest.length;
  const from = (Math.floor(now.getTime() / MINUTE_MS) * places) % others.length;
  return [...oldest, ...[...others.slice(from), ...others.slice(0, from)].slice(0, places)];
}
