import { parseIdentityPolicy, type ParsedPolicy } from '../../policy/statement';
import type { Group, Role, User } from '../entities';
import type { AccountState } from '../state';

/** What binds a principal. */
export interface Permissions {
  readonly identity: readonly ParsedPolicy[];
  /** Absent where no boundary stands. */
  readonly boundary: ParsedPolicy | undefined;
}

/** The permissions of a user, those of its groups among them, or of a role. @param lagMs how long ago; 0 is now */
export function permissionsOf(state: AccountState, principal: User | Role, lagMs: number): Permissions {
  const groups = 'groups' in principal ? principal.groups.asOf(lagMs).flatMap((id) => state.groups.get(id) ?? []) : [];
  const boundary = principal.boundary.asOf(lagMs);
  return {
    identity: [principal, ...groups].flatMap((one) => granted(state, one, lagMs)),
    boundary: boundary === undefined ? undefined : (managed(state, boundary, lagMs) ?? ALLOWS_NOTHING),
  };
}

/** A boundary without a text is a boundary still. */
const ALLOWS_NOTHING: ParsedPolicy = { Version: '2012-10-17', Statement: [] };

const granted = (state: AccountState, { attached, inline }: User | Group | Role, lagMs: number): ParsedPolicy[] => [
  ...attached.asOf(lagMs).flatMap((arn) => managed(state, arn, lagMs) ?? []),
  ...Object.values(inline.asOf(lagMs)).map(parseIdentityPolicy),
];

/** A version that was deleted within the lag has no text left to go by. */
function managed(state: AccountState, arn: string, lagMs: number): ParsedPolicy | undefined {
  const policy = state.policyEver(arn);
  const version = policy?.versions.get(policy.defaultVersion.asOf(lagMs));
  const text = version ?? policy?.versions.get(policy.defaultVersion.current);
  return text && parseIdentityPolicy(text.document);
}
