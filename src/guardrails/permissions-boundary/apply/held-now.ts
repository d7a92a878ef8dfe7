import type { Paced } from '../../../aws/iam/paced';
import type { Principal } from '../../../domain/identity/principal';
import { EVERYBODY } from '../../../domain/ledger/hold';
import { heldByIncident, heldByMembership } from '../judge/held';
import type { ChangePorts } from '../ports';

/** Why a principal may get no boundary, as the ledger and IAM say at this moment; undefined where it may. */
export function heldNow(paced: Paced, { latestIncident, groupsOfUser, adminGroups }: ChangePorts) {
  return async ({ kind, id, name }: Principal): Promise<string | undefined> => {
    const held = heldByIncident(await latestIncident(id));
    if (held !== undefined || kind !== 'user') return held;
    return heldByMembership(await paced('ListGroupsForUser', () => groupsOfUser(name)), adminGroups);
  };
}

/** Whether a person has released the principal, or everybody, since a run began. */
export function releasedSince(startedAt: Date, { heldSince }: Pick<ChangePorts, 'heldSince'>) {
  return async ({ id }: Principal): Promise<boolean> => {
    const since = await Promise.all([id, EVERYBODY].map((held) => heldSince(held)));
    return since.some((at) => at !== undefined && at >= startedAt);
  };
}
