import { slotKinds, type SlotSet } from '../../audit/recorded/slot-set';
import type { Principal } from '../../domain/identity/principal';
import type { AccessKeyStatus } from '../../domain/credentials/access-key';

const KEY = 'key-';

/** What a user's access keys are to the ledger: each has a slot of its own, which goes from `Active` to `Inactive`. */
export const CLEANUP_KINDS = slotKinds([KEY], {
  slot: 'access key',
  undone: 'activated the access key',
  misplaced: (meantFor, on) => `the access key meant to be that of ${meantFor} is that of ${on}`,
});

/** The slot of an access key. It names the key in reports as well. */
export const slotOfKey = (keyId: string): string => `${KEY}${keyId}`;

/** The id of the access key that a slot is of. */
export const keyIdOf = (slot: string): string => slot.slice(KEY.length);

/** Deactivates an access key. */
export function keyOff(principal: Principal, keyId: string): SlotSet {
  const [from, to]: AccessKeyStatus[] = ['Active', 'Inactive'];
  return { kind: 'slot-set', principal, slot: slotOfKey(keyId), from, to };
}
