import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { Hands } from '../../../changes/recorded/hands';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { keyIdOf } from '../kinds';

/** Deactivates access keys, and activates those again that it has deactivated. */
export function keyHands(keys: Pick<AccessKeys, 'of' | 'setStatus'>): Hands<SlotSet> {
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
