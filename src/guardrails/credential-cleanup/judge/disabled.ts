import type { SlotSet } from '../../../audit/recorded/slot-set';
import { recordedEntryId, type RecordedEntry } from '../../../domain/recorded-change/entry';
import { later } from '../../../domain/run/usage';
import { CREDENTIAL_CLEANUP } from '../contract';
import { DENY_SLOT, isDeletion, isDeny, isKeyDeletion, isKeyOff, keyIdOf } from '../kinds';

/** What the guardrail has disabled or deleted of a principal, as its ledger says, and nobody has released. */
export interface Disabled {
  /** The deny of everything. Absent: none. */
  readonly deny?: DeniedSince;
  /** When each access key was deactivated, by its id: ISO 8601. */
  readonly keys: ReadonlyMap<string, string>;
  /** ISO 8601; when the access keys that were deleted were last seen, any of them. Absent: none was deleted. */
  readonly deletedKeysSeenAt?: string | undefined;
  /** The deletion of the principal. Absent: none was begun. */
  readonly deletion?: BegunDeletion;
}

/** Since when somebody is denied everything. */
interface DeniedSince {
  /** ISO 8601. */
  readonly at: string;
  /** Counts the denies of a principal from 1. */
  readonly number: number;
}

/** A deletion that was begun. */
export interface BegunDeletion {
  readonly name: string;
  /** Whether it came to its end: then the principal is gone. */
  readonly isOver: boolean;
}

/**
 * Reads off the ledger what the guardrail has disabled, by unique id. What somebody else undid twice is theirs to decide.
 *
 * A time is that of the record, moments before the change itself: who is seen after it has tried, or was not disabled.
 *
 * @param open entries of the ledger that are open, in any order
 */
export function disabledIn(open: readonly RecordedEntry<SlotSet>[]): ReadonlyMap<string, Disabled> {
  const all = new Map<string, Disabled>();
  const standing = open.filter(({ state }) => state !== 'flipped');
  for (const entry of standing.toSorted((one, other) => one.number - other.number)) {
    const { id } = entry.change.principal;
    all.set(id, withEntry(all.get(id) ?? { keys: new Map() }, entry));
  }
  return all;
}

function withEntry(known: Disabled, { change, number, state, openedAt }: RecordedEntry<SlotSet>): Disabled {
  const at = openedAt.toISOString();
  if (isDeny(change)) return { ...known, deny: { at, number } };
  if (isKeyOff(change)) return state === 'confirmed' ? withKey(known, keyIdOf(change.slot), at) : known;
  if (isKeyDeletion(change)) return { ...known, deletedKeysSeenAt: later(known.deletedKeysSeenAt, change.lastSeenAt) };
  if (!isDeletion(change) || change.to === undefined) return known;
  return { ...known, deletion: { name: change.to, isOver: state === 'confirmed' } };
}

/**
 * A key that is inactive shows nobody's hand: where the guardrail died before it saw its own, somebody else may have
 * deactivated the key since. A deny is the project's own policy, whoever saw it attached.
 */
const withKey = (known: Disabled, keyId: string, at: string): Disabled => ({
  ...known,
  keys: new Map([...known.keys, [keyId, at]]),
});

/**
 * What the deletion of somebody who is denied everything is called: the same for every attempt, of whatever run, and never
 * again once a person has released them.
 */
export const deletionNameOf = ({ number }: DeniedSince): string =>
  `${CREDENTIAL_CLEANUP}-${recordedEntryId(DENY_SLOT, number)}`;
