import type { Hands } from '../../../changes/recorded/hands';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { isDeletion, isDeny, isKeyDeletion } from '../kinds';
import { deletionHands, type DeletionHandsPorts } from './deletion-hands';
import { denyHands, type DenyHandsPorts } from './deny-hands';
import { deletedKeyHands, keyHands, type KeyHandsPorts } from './key-hands';

/** What disabling and deleting takes. */
export interface CleanupHandsPorts extends DenyHandsPorts, DeletionHandsPorts {
  readonly accessKeys: KeyHandsPorts;
}

/**
 * Deactivates access keys, denies users and roles everything, and gives both back; deletes keys, users and roles, which
 * no release gives back.
 */
export function cleanupHands(ports: CleanupHandsPorts): Hands<SlotSet> {
  const [keys, denies] = [keyHands(ports.accessKeys), denyHands(ports)];
  const [deletedKeys, deletions] = [deletedKeyHands(ports.accessKeys), deletionHands(ports)];
  const of = (slot: string) => {
    if (isDeny({ slot })) return denies;
    if (isDeletion({ slot })) return deletions;
    return isKeyDeletion({ slot }) ? deletedKeys : keys;
  };
  return {
    see: (principal, slot) => of(slot).see(principal, slot),
    carry: (change, seen) => of(change.slot).carry(change, seen),
    undo: (change) => of(change.slot).undo(change),
  };
}
