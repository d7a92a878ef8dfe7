import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { Hands } from '../../../changes/recorded/hands';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { DELETED, keyIdOf } from '../kinds';

/** What changing access keys takes. */
export type KeyHandsPorts = Pick<AccessKeys, 'of' | 'setStatus' | 'remove'>;

/** Deactivates access keys, and activates those again that it has deactivated. */
export function keyHands(keys: Pick<KeyHandsPorts, 'of' | 'setStatus'>): Hands<SlotSet> {
  return {
    async see({ name }, slot) {
      const found = await keys.of(name);
      return found && { id: found.id, state: found.keys.find(({ keyId }) => keyId === keyIdOf(slot))?.status };
    },
    async carry({ principal, slot }) {
      const isThere = await keys.setStatus(principal.name, keyIdOf(slot), 'Inactive');
      return isThere ? 'done' : { failed: 'the user or the access key is gone' };
    },
    undo: ({ principal, slot }) => keys.setStatus(principal.name, keyIdOf(slot), 'Active'),
  };
}

/**
 * Deletes access keys, for good. One that is active is nobody's to delete: its slot holds what no change begins with.
 *
 * What is deleted twice is gone as well, so a key that is gone already is deleted as meant.
 */
export function deletedKeyHands(keys: Pick<KeyHandsPorts, 'of' | 'remove'>): Hands<SlotSet> {
  return {
    async see({ name }, slot) {
      const found = await keys.of(name);
      if (found === undefined) return undefined;
      const key = found.keys.find(({ keyId }) => keyId === keyIdOf(slot));
      if (key === undefined) return { id: found.id, state: DELETED };
      return { id: found.id, state: key.status === 'Active' ? key.status : undefined };
    },
    async carry({ principal, slot }) {
      await keys.remove(principal.name, keyIdOf(slot));
      return 'done';
    },
    undo: () => Promise.resolve(false),
  };
}
