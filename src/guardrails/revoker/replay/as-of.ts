import type { IamReader } from '../../../aws/iam/reader';
import type { FoldedRoster } from '../../../domain/admin-roster/folded';
import { holdsAt } from '../../../domain/admin-roster/stays';
import { LATE_MS } from '../../../domain/admin-roster/watched';
import type { Today } from '../../../domain/admin-roster/trace';
import type { Sources } from '../gather/gather';
import type { Call } from '../judge/parse';

/** When history must have known all that came before a call: nobody has to be waited for. */
export const settledAt = ({ at }: Pick<Call, 'at'>): Date => new Date(at.getTime() + LATE_MS);

/** What IAM and the ledger would have said of a caller when it called, as far as history knows it. */
export function sourcesAt(call: Call, roster: FoldedRoster, { adminGroups }: Today): Sources {
  const at = call.at.getTime();
  const membersOf = (groupId: string) =>
    roster.inFact.filter((stay) => stay.groupId === groupId && holdsAt(stay, at)).map(({ userId }) => userId);
  const { caller, accountId } = call;
  const group = (found: (typeof adminGroups)[number] | undefined) =>
    Promise.resolve(found && { id: found.id, memberIds: membersOf(found.id) });
  return {
    iam: {
      ...NOTHING,
      // The event names the caller as it was then.
      user: (name) =>
        Promise.resolve(
          caller.kind === 'user' && caller.name === name
            ? { accountId, id: caller.id, arn: caller.arn, name }
            : undefined,
        ),
      groupsOfUser: () =>
        Promise.resolve(
          caller.kind === 'user' ? adminGroups.filter(({ id }) => membersOf(id).includes(caller.id)) : [],
        ),
      group: (name) => group(adminGroups.find((one) => one.name === name)),
      groupNameOfId: (id) => Promise.resolve(adminGroups.find((one) => one.id === id)?.name),
    },
    hints: { of: () => Promise.resolve({}) },
    // Nobody had been denied or released.
    incidents: { latest: () => Promise.resolve(undefined) },
    adminRosters: {
      of: () =>
        Promise.resolve({
          ...{ ...roster, asOf: call.at, readAt: settledAt(call), told: [], unsettled: [] },
          begun: adminGroups.map(({ id }) => id),
        }),
    },
    adminSeeds: { of: () => Promise.resolve(undefined) },
  };
}

/** No deny of the guard stood on anybody. */
const NOTHING: IamReader = {
  user: () => Promise.resolve(undefined),
  userNameOfKey: () => Promise.resolve(undefined),
  userNameOfId: () => Promise.resolve(undefined),
  users: () => Promise.resolve([]),
  groupsOfUser: () => Promise.resolve([]),
  group: () => Promise.resolve(undefined),
  groupNameOfId: () => Promise.resolve(undefined),
  attachedPolicies: () => Promise.resolve([]),
  inlinePolicy: () => Promise.resolve(undefined),
  policyText: () => Promise.resolve(undefined),
};
