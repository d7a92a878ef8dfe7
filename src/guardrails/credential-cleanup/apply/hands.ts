import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { Hands } from '../../../changes/recorded/hands';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { isDeny, keyIdOf } from '../kinds';
import { denyHands, type DenyHandsPorts } from './deny-hands';

/** What disabling takes. */
export interface CleanupHandsPorts extends DenyHandsPorts {
  readonly accessKeys: Pick<AccessKeys, 'of' | 'setStatus'>;
}

/** Deactivates access keys, denies users and roles everything, and gives both back. */
export function cleanupHands(ports: CleanupHandsPorts): Hands<SlotSet> {
  const [keys, denies] = [keyHands(ports.accessKeys), denyHands(ports)];
  const of = (slot: string) => (isDeny({ slot }) ? denies : keys);
  return {
    see: (principal, slot) => of(slot).see(principal, slot),
    carry: (change, seen) => of(change.slot).carry(change, seen),
    undo: (change) => of(change.slot).undo(change),
  };
}

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
