import { boundaryAnswer } from '../policies/boundaries';
import { encodedDocument } from '../policies/documents';
import type { Role } from '../entities';
import type { AccountState } from '../state';
import { tagsOf } from './tags';

/** A role as every list answers it. */
export const roleAnswer = (state: AccountState, role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: state.arnOf('role', role),
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: encodedDocument(role.trust),
  ...(role.description !== undefined && { Description: role.description }),
  MaxSessionDuration: role.maxSessionSeconds,
});

/** As `GetRole` and `GetAccountAuthorizationDetails` answer; the lists leave all of it out. */
export function roleExtras(state: AccountState, role: Role) {
  const used = state.usage.lastUseOfAny(state.arnOf('role', role), state.clock.now());
  return {
    ...boundaryAnswer(role),
    Tags: tagsOf(role),
    RoleLastUsed: used ? { LastUsedDate: used, Region: 'us-east-1' } : {},
  };
}
