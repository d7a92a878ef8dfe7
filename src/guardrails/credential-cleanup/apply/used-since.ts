import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { LastSeen } from '../../../aws/iam/last-seen';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { later } from '../../../domain/run/usage';
import { isIdle } from '../judge/idle';
import { undatedInWords } from '../judge/undated';
import { isDeny, keyIdOf } from '../kinds';
import type { Rules } from '../rules';

/** What is asked directly before something is disabled. */
interface JudgedBy {
  readonly keys: Pick<AccessKeys, 'of' | 'lastUsedAt'>;
  readonly seen: LastSeen;
  /** Days without use. */
  readonly rules: Pick<Rules, 'keys' | 'users' | 'roles'>;
  /** The date. */
  readonly now: () => Date;
}

/**
 * Asks IAM itself for the last use of a key, user or role, directly before it is disabled: the credential report behind the
 * plan may be hours old.
 *
 * A user is left as well who has a credential of which IAM never says when it was used: unknown is not unused.
 *
 * @returns why it is left; undefined where nobody has used it
 */
export function usedSince(by: JudgedBy) {
  return async (change: SlotSet): Promise<string | undefined> => {
    const { what, days, at } = await lastOf(change, by);
    const isUsed = at !== undefined && !isIdle(at, days, by.now());
    if (isUsed) return `${what} was used at ${at}`;
    const { kind, name } = change.principal;
    return isDeny(change) && kind === 'user' ? undatedInWords(await by.seen.undated(name)) : undefined;
  };
}

interface Last {
  readonly what: string;
  readonly days: number;
  readonly at: string | undefined;
}

async function lastOf(change: SlotSet, by: JudgedBy): Promise<Last> {
  const { keys, seen, rules } = by;
  const { kind, name } = change.principal;
  if (!isDeny(change)) {
    const keyId = keyIdOf(change.slot);
    return { what: `access key ${keyId}`, days: rules.keys.disable, at: await keys.lastUsedAt(keyId) };
  }
  if (kind === 'role') return { what: 'the role', days: rules.roles.disable, at: await seen.roleUse(name) };
  return { what: 'the user', days: rules.users.disable, at: await lastOfUser(name, by) };
}

/** By password and every key; a key that was made since counts, for somebody means to use it. */
export async function lastOfUser(
  name: string,
  { keys, seen }: Pick<JudgedBy, 'keys' | 'seen'>,
): Promise<string | undefined> {
  const held = (await keys.of(name))?.keys ?? [];
  const uses = await Promise.all(held.map(({ keyId }) => keys.lastUsedAt(keyId)));
  return [await seen.signIn(name), ...held.map(({ createdAt }) => createdAt), ...uses].reduce(later, undefined);
}
