import type { Requester } from '../../policy/requester';
import type { Caller } from './caller';
import type { Role, User } from '../entities';
import type { AccountState } from '../state';

/** By what resource policies can name a caller. */
export function requesterFor(state: AccountState, { identity, arn, principalId, user }: Caller): Requester {
  const { accountId } = state;
  if (identity.type === 'AssumedRole') {
    const role = state.roles.get(identity.roleId);
    return { accountId, own: [arn], ...(role && { issuer: [state.arnOf('role', role), role.id] }) };
  }
  if (identity.type === 'FederatedUser') {
    return { accountId, own: [arn], ...(user && { issuer: [state.arnOf('user', user), user.id] }) };
  }
  return { accountId, own: [arn, principalId] };
}

/** By what they can name a session of a role. */
export function sessionOf(state: AccountState, role: Role, sessionName: string): Requester {
  const { accountId } = state;
  const session = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`;
  return { accountId, own: [session], issuer: [state.arnOf('role', role), role.id] };
}

/** By what they can name a user. */
export function userNamed(state: AccountState, user: User): Requester {
  return { accountId: state.accountId, own: [state.arnOf('user', user), user.id] };
}
