import { has, isNone } from '../../../domain/policy/services';
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
 * @param asked prefixes
 */
export function deniedSince(
  history: readonly DenyEntry[],
  state: string | undefined,
  asked: readonly string[],
): ReadonlyMap<string, Date> {
  const open = history.filter(isOpen);
  const standing = open.findIndex(({ change }) => DENY_KINDS.to(change) === state);
  if (standing < 0) return new Map();
  const since = new Map<string, Date>();
  let still = asked;
  for (const { change, confirmedAt, openedAt } of linked(open.slice(standing), DENY_KINDS)) {
    still = still.filter((service) => has(change.after, service));
    // Recorded a moment before it was attached: what was used until then was used before it.
    for (const service of still) since.set(service, confirmedAt ?? openedAt);
  }
  return since;
}

/** Since when a user is denied anything without a break; undefined where nobody knows. Parameters as above. */
export function deniedAnythingSince(history: readonly DenyEntry[], state: string | undefined): Date | undefined {
  const open = history.filter(isOpen);
  const standing = open.findIndex(({ change }) => DENY_KINDS.to(change) === state);
  const chain = standing < 0 ? [] : linked(open.slice(standing), DENY_KINDS);
  const broken = chain.findIndex(({ change }) => isNone(change.after));
  const first = (broken < 0 ? chain : chain.slice(0, broken)).at(-1);
  return first && (first.confirmedAt ?? first.openedAt);
}

/**
 * Services that were granted when what stands was put on a user; undefined where nobody knows.
 *
 * @param history entries of a user, newest first
 * @param state what its slot holds now
 */
export function grantedThen(history: readonly DenyEntry[], state: string | undefined): readonly string[] | undefined {
  return history.filter(isOpen).find(({ change }) => DENY_KINDS.to(change) === state)?.change.granted;
}
