import { isOpen } from '../../../domain/recorded-change/entry';
import { linked } from '../../../domain/recorded-change/give-back';
import { DENY_KINDS, type DenyEntry } from '../kinds';

/**
 * Since when services are denied without a break, by prefix.
 *
 * What was tried since then was refused, for an explicit deny beats everything.
 *
 * @param history entries of a user, newest first
 * @param state what its slot holds now
 */
export function deniedSince(history: readonly DenyEntry[], state: string | undefined): ReadonlyMap<string, Date> {
  const open = history.filter(isOpen);
  const standing = open.findIndex(({ change }) => DENY_KINDS.to(change) === state);
  if (standing < 0) return new Map();
  const since = new Map<string, Date>();
  let still = new Set(open[standing]?.change.after);
  for (const { change, confirmedAt, openedAt } of linked(open.slice(standing), DENY_KINDS)) {
    still = new Set(change.after.filter((service) => still.has(service)));
    // Recorded a moment before it was attached: what was used until then was used before it.
    for (const service of still) since.set(service, confirmedAt ?? openedAt);
  }
  return since;
}
