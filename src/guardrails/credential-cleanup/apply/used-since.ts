import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { isIdle } from '../judge/idle';
import { keyIdOf } from '../kinds';

/** What a key is judged by directly before it is deactivated. */
export interface JudgedBy {
  readonly keys: Pick<AccessKeys, 'lastUsedAt'>;
  /** Days without use. */
  readonly disable: number;
  /** The date. */
  readonly now: () => Date;
}

/**
 * Asks IAM itself for the last use of a key, directly before it is deactivated: the credential report behind the plan may
 * be hours old.
 *
 * @returns why the key is left; undefined where nobody has used it
 */
export function usedSince({ keys, disable, now }: JudgedBy) {
  return async ({ slot }: SlotSet): Promise<string | undefined> => {
    const keyId = keyIdOf(slot);
    const lastUsedAt = await keys.lastUsedAt(keyId);
    const isUsed = lastUsedAt !== undefined && !isIdle(lastUsedAt, disable, now());
    return isUsed ? `access key ${keyId} was used at ${lastUsedAt}` : undefined;
  };
}
