import { slotKinds, type SlotSet } from '../../audit/recorded/slot-set';
import type { AccessKeyStatus } from '../../domain/credentials/access-key';
import type { Principal } from '../../domain/identity/principal';

const [KEY, DELETED_KEY] = ['key-', 'deleted-key-'];

/** The slot of a user or role that holds the ARN of the policy that denies everything. It names the user or role in reports as well. */
export const DENY_SLOT = 'deny-everything';

/**
 * The slot of a user or role that is deleted; with it the user or role itself is gone. It names the user or role in reports
 * that announce the deletion.
 */
export const DELETION_SLOT = 'deletion';

/** What the slot of a deleted access key holds. */
export const DELETED = 'deleted';

/**
 * What the guardrail's changes are to the ledger: each access key has a slot of its own, which goes from `Active` to
 * `Inactive`; a user or role has one that goes from nothing to a policy. What is deleted has another slot, so that its
 * warning is one of its own, which goes from nothing to `deleted`, or to the name of the deletion.
 */
export const CLEANUP_KINDS = slotKinds(
  {
    [KEY]: {
      slot: 'access key',
      undone: 'activated the access key',
      misplaced: (meantFor, on) => `the access key meant to be that of ${meantFor} is that of ${on}`,
    },
    [DENY_SLOT]: {
      slot: 'deny of everything',
      undone: 'took the deny of everything away',
      misplaced: (meantFor, on) => `the deny of everything meant for ${meantFor} was attached to ${on}`,
    },
    [DELETED_KEY]: {
      slot: 'deleted access key',
      undone: 'brought the deleted access key back',
      misplaced: (meantFor, on) => `the deleted access key meant to be that of ${meantFor} was that of ${on}`,
    },
    [DELETION_SLOT]: {
      slot: 'deletion',
      undone: 'ended the deletion',
      misplaced: (meantFor, on) => `the deletion meant for ${meantFor} was begun on ${on}`,
    },
  },
  {
    takesPrincipal: ({ slot }) => isDeletion({ slot }),
    ends: (change, slot) => isDeletion(change) || (isKeyDeletion(change) && slot === slotOfKey(keyIdOf(change.slot))),
  },
);

type Slotted = Pick<SlotSet, 'slot'>;

/** The slot of an access key. It names the key in reports as well. */
export const slotOfKey = (keyId: string): string => `${KEY}${keyId}`;

/** The slot of an access key that is deleted. It names the key in reports that announce that. */
export const slotOfDeletedKey = (keyId: string): string => `${DELETED_KEY}${keyId}`;

/** The id of the access key that a slot is of. */
export const keyIdOf = (slot: string): string => slot.slice((slot.startsWith(KEY) ? KEY : DELETED_KEY).length);

/** Whether a change denies a user or role everything. */
export const isDeny = ({ slot }: Slotted): boolean => slot === DENY_SLOT;

/** Whether a change deletes a user or role. */
export const isDeletion = ({ slot }: Slotted): boolean => slot === DELETION_SLOT;

/** Whether a change deletes an access key. */
export const isKeyDeletion = ({ slot }: Slotted): boolean => slot.startsWith(DELETED_KEY);

/** Whether a change deactivates an access key. */
export const isKeyOff = ({ slot }: Slotted): boolean => slot.startsWith(KEY);

/** Deactivates an access key. */
export function keyOff(principal: Principal, keyId: string): SlotSet {
  const [from, to]: AccessKeyStatus[] = ['Active', 'Inactive'];
  return { kind: 'slot-set', principal, slot: slotOfKey(keyId), from, to };
}

/** Denies a user or role everything. @param policyArn of the policy that does */
export const denied = (principal: Principal, policyArn: string): SlotSet => ({
  ...{ kind: 'slot-set', principal, slot: DENY_SLOT, to: policyArn },
});

/** Deletes an access key that was deactivated. @param lastSeenAt ISO 8601; used, or where it never was created */
export const keyDeleted = (principal: Principal, keyId: string, lastSeenAt: string): SlotSet => ({
  ...{ kind: 'slot-set', principal, slot: slotOfDeletedKey(keyId), to: DELETED, lastSeenAt },
});

/** Deletes a user or role that was denied everything. @param deletion what every attempt at it is called, and no other */
export const deleted = (principal: Principal, deletion: string): SlotSet => ({
  ...{ kind: 'slot-set', principal, slot: DELETION_SLOT, to: deletion },
});
