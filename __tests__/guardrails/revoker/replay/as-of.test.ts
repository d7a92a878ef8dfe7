import type { FoldedRoster } from '../../../../src/domain/admin-roster/folded';
import { settledAt, sourcesAt } from '../../../../src/guardrails/revoker/replay/as-of';
import { aCall, aCaller, ACCOUNT, ADMINS, aUser } from '../../../support/revoker';

const [ADMIN = ''] = ADMINS.memberIds;
const NOON = new Date('2026-06-01T12:00:00Z');
const hours = (count: number) => NOON.getTime() + count * 3_600_000;

/** The rogue was in the group for two hours around noon; the admin always was. */
const IN_FACT = [
  { userId: ADMIN, groupId: ADMINS.id, from: 0 },
  { userId: aUser().id, groupId: ADMINS.id, from: hours(-1), until: hours(1) },
];
const COUNTED = [{ userId: ADMIN, groupId: ADMINS.id, from: 0, votes: true }];
const ROSTER: FoldedRoster = {
  ...{ counted: COUNTED, inFact: IN_FACT, moved: [] },
  ...{ made: [], uncounted: [], byRoles: [], unclear: [], named: [] },
};

/** What is known of a caller who called so many hours after noon. */
const sources = (hour = 0, caller: ReturnType<typeof aCall>['caller'] = aCaller()) =>
  sourcesAt(aCall({ at: new Date(hours(hour)), caller }), ROSTER, { users: [], adminGroups: [{ ...ADMINS }] });

describe('what IAM would have said of a caller', () => {
  it('is the name and the id in the event, and nothing of anybody else', async () => {
    const { iam } = sources();
    expect(await iam.user('rogue')).toEqual(aUser());
    expect(await iam.user('admin')).toBeUndefined();
    const root = sources(0, { kind: 'root' });
    expect(await root.iam.user('rogue')).toBeUndefined();
    expect(await root.iam.groupsOfUser('rogue')).toEqual([]);
  });

  it.each([
    [-2, false],
    [0, true],
    [2, false],
  ])('shows it in the admin group in which it was %i hours after noon: %s', async (hour, isMember) => {
    const { iam } = sources(hour);
    expect((await iam.groupsOfUser('rogue')).map(({ id }) => id)).toEqual(isMember ? [ADMINS.id] : []);
    const memberIds = [ADMIN, ...(isMember ? [aUser().id] : [])];
    expect(await iam.group(ADMINS.name)).toEqual({ id: ADMINS.id, memberIds });
  });

  it('knows the admin groups by the names and ids that they have today, and no others', async () => {
    const { iam } = sources();
    expect(await iam.groupNameOfId(ADMINS.id)).toBe(ADMINS.name);
    expect(await iam.groupNameOfId('AGPAOTHER')).toBeUndefined();
    expect(await iam.group('Developers')).toBeUndefined();
  });

  it('has no deny on anybody', async () => {
    const { iam } = sources();
    expect([await iam.attachedPolicies('rogue'), await iam.inlinePolicy('rogue', 'DenyIAM')]).toEqual([[], undefined]);
  });
});

describe('what the ledger would have said', () => {
  it('is the roster as of the call, settled, of groups that are all known', async () => {
    const call = aCall({ at: NOON });
    expect(await sources().adminRosters.of(ACCOUNT)).toMatchObject({
      ...{ asOf: NOON, readAt: settledAt(call), counted: COUNTED, inFact: IN_FACT },
      ...{ begun: [ADMINS.id], told: [], unsettled: [] },
    });
  });

  it('is nothing of incidents, of messages and of seeds', async () => {
    const { incidents, hints, adminSeeds } = sources();
    expect(await incidents.latest(ACCOUNT, aUser().id)).toBeUndefined();
    expect(await hints.of(ACCOUNT, aUser().id)).toEqual({});
    expect(await adminSeeds.of(ACCOUNT, ADMINS.id)).toBeUndefined();
  });
});

describe('a call of the past', () => {
  it('is judged as of twenty minutes after it, when history has all that came before', () => {
    expect(settledAt({ at: NOON })).toEqual(new Date('2026-06-01T12:20:00Z'));
  });
});
