import type { Paced } from '../../aws/iam/paced';
import type { Group, Principal } from '../../domain/identity/principal';
import { EVERYBODY } from '../../domain/ledger/hold';
import { heldByMembership, type PinnedGroup } from '../../domain/identity/admin-groups';

/** What is looked at directly before a principal is changed. */
export interface HeldPorts {
  /** Why another guardrail wants the principal left as it is; undefined where none does. */
  readonly heldElsewhere: (principalId: string) => Promise<string | undefined>;
  readonly groupsOfUser: (name: string) => Promise<readonly Group[]>;
  readonly adminGroups: readonly PinnedGroup[];
  /** When a person last released somebody; `*` is everybody. */
  readonly heldSince: (principalId: string) => Promise<Date | undefined>;
}

/**
 * Why a principal may not be changed, as the ledger and IAM say at this moment; undefined where it may.
 *
 * A membership keeps off what takes: whoever repairs what a guardrail breaks is given back what it took.
 */
export function heldNow(
  paced: Paced,
  { heldElsewhere, groupsOfUser, adminGroups }: Omit<HeldPorts, 'heldSince'>,
): (principal: Principal, takesNothing: boolean) => Promise<string | undefined> {
  return async ({ kind, id, name }, takesNothing) => {
    const held = await heldElsewhere(id);
    if (held !== undefined || kind !== 'user' || takesNothing) return held;
    return heldByMembership(await paced('ListGroupsForUser', () => groupsOfUser(name)), adminGroups);
  };
}

/** Whether a person has released the principal, or everybody, since a run began. */
export function releasedSince(
  startedAt: Date,
  { heldSince }: Pick<HeldPorts, 'heldSince'>,
): (principal: Principal) => Promise<boolean> {
  return async ({ id }) => {
    const since = await Promise.all([id, EVERYBODY].map((held) => heldSince(held)));
    return since.some((at) => at !== undefined && at >= startedAt);
  };
}
