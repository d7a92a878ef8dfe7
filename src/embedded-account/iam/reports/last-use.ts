import type { AccessKey, User } from '../entities';
import type { AccountState } from '../state';
import { namespaceOf, type Use } from './usage';

/**
 * When a key was last used, and for what: by a call to the account, or by what the history says the user did.
 *
 * What the history does not say, the user did with the first key; IAM keeps this date for ever, and without delay.
 */
export function lastUseOfKey(
  state: AccountState,
  user: User,
  key: AccessKey,
): { readonly at: Date; readonly service: string } | undefined {
  const isFirst = user.keys[0] === key;
  const said = newest(state, user, ({ credential }) => credential === key.id || (credential === undefined && isFirst));
  const { lastUsed } = key;
  if (!said || (lastUsed && lastUsed.at >= said.at)) return lastUsed;
  return { at: said.at, service: namespaceOf(said.action) };
}

/** When the password was last used; a user without keys did everything with it. */
export function lastUseOfPassword(state: AccountState, user: User): Date | undefined {
  if (!user.loginProfile) return undefined;
  const hasNoKey = user.keys.length === 0;
  return newest(state, user, ({ credential }) => credential === 'password' || (credential === undefined && hasNoKey))
    ?.at;
}

function newest(state: AccountState, user: User, counts: (use: Use) => boolean): Use | undefined {
  const now = state.clock.now();
  return state.usage
    .of(state.arnOf('user', user))
    .filter((use) => use.at <= now && counts(use))
    .reduce<Use | undefined>((latest, use) => (latest && latest.at >= use.at ? latest : use), undefined);
}
