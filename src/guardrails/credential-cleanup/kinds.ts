import { slotKinds, type SlotSet } from '../../audit/recorded/slot-set';
import type { AccessKeyStatus } from '../../domain/credentials/access-key';
import type { Principal } from '../../domain/identity/principal';

const KEY = 'key-';

/** The slot of a user or role that holds the ARN of the policy that denies everything. It names the user or role in reports as well. */
export const DENY_SLOT = 'deny-everything';

/**
 * What the guardrail's changes are to the ledger: each access key has a slot of its own, which goes from `Active` to
 * `Inactive`; a user or role has one that goes from nothing to a policy.
 */
export const CLEANUP_KINDS = slotKinds({
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
});

/** The slot of an access key. It names the key in reports as well. */
export const slotOfKey = (keyId: string): string => `${KEY}${keyId}`;

/** The id of the access key that a slot is of. */
export const keyIdOf = (slot: string): string => slot.slice(KEY.length);

/** Whether a change denies a user or role everything; if not, it deactivates an access key. */
export const isDeny = ({ slot }: Pick<SlotSet, 'slot'>): boolean => slot === DENY_SLOT;

/** Deactivates an access key. */
export function keyOff(principal: Principal, keyId: string): SlotSet {
  const [from, to]: AccessKeyStatus[] = ['Active', 'Inactive'];
  return { kind: 'slot-set', principal, slot: slotOfKey(keyId), from, to };
}

/** Denies a user or role everything. @param policyArn of the policy that does */
export const denied = (principal: Principal, policyArn: string): SlotSet => ({
  ...{ kind: 'slot-set', principal, slot: DENY_SLOT, to: policyArn },
});
