import type { WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../../../src/domain/policy/deny';
import { gather, type Sources } from '../../../../src/guardrails/revoker/gather/gather';
import { someIam, type SomeIam } from '../../../support/iam';
import { aCall, aCaller, ADMINS, aUser, BOUNDARY_ARN, DENY_ARN, DEVELOPERS, someRules } from '../../../support/revoker';

const ROSTER: WatchedRoster = {
  ...{ asOf: new Date('2026-06-01T11:30:00Z'), readAt: new Date('2026-06-01T12:00:00Z'), told: [], inFact: [] },
  counted: [{ userId: 'AIDAADMIN000000000001', groupId: ADMINS.id, from: 0, votes: true }],
  unsettled: [],
  begun: [ADMINS.id],
};
const NOW = new Date('2026-06-01T12:00:05Z');
const sources = (account: SomeIam, overrides: Partial<Sources> = {}): Sources => ({
  iam: someIam(account),
  adminRosters: { of: () => Promise.resolve(ROSTER) },
  adminSeeds: { of: () => Promise.resolve(undefined) },
  hints: { of: () => Promise.resolve({}) },
  incidents: { latest: () => Promise.resolve(undefined) },
  ...overrides,
});
const facts = (account: SomeIam, call = aCall(), overrides: Partial<Sources> = {}) =>
  gather(call, aCaller(), someRules(), sources(account, overrides), NOW);
const noRoster = { adminRosters: { of: () => Promise.resolve(undefined) } };
const refuse = () => Promise.reject(new Error('Throttling'));

describe('gather', () => {
  it('finds the caller, its groups and what stands against it', async () => {
    const account = { users: [aUser()], memberships: { rogue: [DEVELOPERS] }, attached: { rogue: [DENY_ARN] } };
    await expect(facts(account)).resolves.toEqual({
      user: aUser(),
      groups: [DEVELOPERS],
      adminGroups: [ADMINS],
      deny: { attached: true, policy: 'intact', inline: 'absent', boundary: false, isUnread: false },
      remembered: { kind: 'known', counted: [], unsettled: [], readAt: ROSTER.readAt, settledAt: ROSTER.asOf },
      added: {},
      unread: [],
    });
  });

  describe('knows the caller by id', () => {
    const victim = aUser({ id: 'AIDAVICTIM00000000001' });
    const renamed = aUser({ name: 'quiet', arn: 'arn:aws:iam::111122223333:user/quiet' });

    it.each([
      ['its access key', { keys: { AKIAROGUE00000000001: 'quiet' } }],
      ['the list of users, where the key is gone', { keys: {} }],
      ['the list of users, where the key is another’s', { keys: { AKIAROGUE00000000001: 'rogue' } }],
    ])('finds a renamed caller by %s, and not the victim that has its name', async (_, account) => {
      const users = [victim, renamed];
      const found = await facts({ ...account, users, memberships: { rogue: [ADMINS], quiet: [DEVELOPERS] } });
      expect(found).toMatchObject({ user: renamed, groups: [DEVELOPERS] });
    });

    it('finds nobody when the id is gone, even where the name is used again', async () => {
      const found = await facts({ users: [victim], memberships: { rogue: [ADMINS] } });
      expect(found).toMatchObject({ groups: [] });
      expect(found.user).toBeUndefined();
    });
  });

  describe('knows the admin group by id', () => {
    it('finds it under another name', async () => {
      const found = await facts({ users: [aUser()], groups: [{ ...ADMINS, name: 'renamed' }] });
      expect(found.adminGroups).toEqual([{ ...ADMINS, name: 'renamed' }]);
    });

    it('judges by the roster where it is gone', async () => {
      expect(await facts({ users: [aUser()], groups: [] })).toMatchObject({ adminGroups: [] });
    });

    it.each([
      ['missing', [], 'is missing'],
      [
        'another group of that name',
        [{ id: 'AGPAIMPOSTOR00000001', name: ADMINS.name, memberIds: ['AIDAROGUE'] }],
        'is missing',
      ],
      ['empty', [{ ...ADMINS, memberIds: [] }], 'is empty'],
    ])('judges nobody without a roster when it is %s', async (_, groups, words) => {
      await expect(facts({ users: [aUser()], groups }, aCall(), noRoster)).rejects.toThrow(
        `admin group Administrators (${ADMINS.id}) ${words}`,
      );
    });
  });

  it('judges nobody where nobody counts as an admin', async () => {
    const [stay] = ROSTER.counted.map((one) => ({ ...one, until: 1 }));
    const adminRosters = { of: () => Promise.resolve({ ...ROSTER, counted: stay === undefined ? [] : [stay] }) };
    const reading = facts({ users: [aUser()] }, aCall(), { adminRosters });
    await expect(reading).rejects.toThrow('nobody counts as an admin any more');
  });

  it.each([
    ['altered', JSON.stringify(DENY_IAM).replace('Deny', 'Allow')],
    ['missing', undefined],
  ])('sees that the deny policy is %s', async (policy, text) => {
    const policies: Record<string, string> = text === undefined ? {} : { [DENY_ARN]: text };
    const found = await facts({ users: [aUser()], policies });
    expect(found.deny.policy).toBe(policy);
  });

  it.each([
    ['its own', encodeURIComponent(JSON.stringify(DENY_IAM)), 'intact'],
    ['another', 'theirs', { altered: 'theirs' }],
  ])('tells %s inline policy of that name', async (_, text, inline) => {
    expect((await facts({ users: [aUser()], inline: { rogue: text } })).deny.inline).toEqual(inline);
  });

  it.each([
    ['intact', JSON.stringify(DENY_IAM_BOUNDARY), true],
    ['altered', JSON.stringify(DENY_IAM), false],
  ])('counts the guard’s boundary only with its content: %s', async (_, text, boundary) => {
    const policies = { [DENY_ARN]: JSON.stringify(DENY_IAM), [BOUNDARY_ARN]: text };
    const found = await facts({ users: [aUser({ boundaryArn: BOUNDARY_ARN })], policies });
    expect(found.deny.boundary).toBe(boundary);
  });

  it('knows of the roster what is about the caller', async () => {
    const stay = { userId: aUser().id, groupId: ADMINS.id, from: 5, votes: true };
    const unsettled = [
      { userId: aUser().id, groupId: ADMINS.id, kind: 'missing' as const, since: ROSTER.readAt },
      { userId: 'AIDAOTHER', groupId: ADMINS.id, kind: 'intruder' as const, since: ROSTER.readAt },
    ];
    const roster = { ...ROSTER, counted: [...ROSTER.counted, stay], unsettled };
    const found = await facts({ users: [aUser()] }, aCall(), { adminRosters: { of: () => Promise.resolve(roster) } });
    expect(found.remembered).toEqual({
      ...{ kind: 'known', counted: [stay], unsettled: ['missing'] },
      ...{ readAt: ROSTER.readAt, settledAt: ROSTER.asOf },
    });
  });

  it('knows of whoever is in a group that no look has begun with yet what the plan found', async () => {
    const account = { users: [aUser()], memberships: { rogue: [ADMINS] } };
    const seeds = (memberIds: readonly string[]) => ({
      ...noRoster,
      adminSeeds: {
        of: (_: string, id: string) => Promise.resolve({ id, memberIds, at: new Date('2026-06-01T11:00:00Z') }),
      },
    });
    const counted = [{ userId: aUser().id, groupId: ADMINS.id, from: 0, votes: true }];
    const found = await facts(account, aCall(), seeds([aUser().id]));
    expect(found.remembered).toMatchObject({ kind: 'known', counted });
    const other = await facts(account, aCall(), seeds(['AIDAADMIN000000000001']));
    expect(other.remembered).toMatchObject({ kind: 'known', counted: [], readAt: new Date('2026-06-01T11:00:00Z') });
  });

  it('knows nothing of whoever is in a group alone that nobody wrote down', async () => {
    const adminRosters = { of: () => Promise.resolve({ ...ROSTER, begun: ['AGPAOTHER'] }) };
    const found = await facts({ users: [aUser()], memberships: { rogue: [ADMINS] } }, aCall(), { adminRosters });
    expect(found.remembered).toEqual({
      ...{ kind: 'unknown', why: 'nobody knows who was in Administrators before', isSeeded: false },
    });
  });

  it.each([
    ['before the first look', noRoster, 'nobody has looked at the admin groups yet'],
    [
      'where the ledger cannot be read, which keeps no deny away',
      { adminRosters: { of: refuse } },
      'the roster of admins: Error: Throttling',
    ],
  ])('knows nothing of the roster %s', async (_, overrides, why) => {
    expect((await facts({ users: [aUser()] }, aCall(), overrides)).remembered).toEqual({
      ...{ kind: 'unknown', why, isSeeded: false },
    });
  });

  it.each<[string, readonly string[], boolean]>([
    ['the caller among others', ['AIDAADMIN000000000001', aUser().id], true],
    ['others alone', ['AIDAADMIN000000000001'], false],
  ])(
    'asks where the roster cannot be read whom the plan found, however long ago: %s',
    async (_, memberIds, isSeeded) => {
      const at = new Date('2024-01-01T00:00:00Z');
      const adminSeeds = { of: (_: string, id: string) => Promise.resolve({ id, memberIds, at }) };
      const overrides = { adminRosters: { of: refuse }, adminSeeds };
      const { remembered } = await facts({ users: [aUser()] }, aCall(), overrides);
      expect(remembered).toMatchObject({ kind: 'unknown', isSeeded });
    },
  );

  it('lets nobody wait for the seeds where they cannot be read either', async () => {
    const overrides = { adminRosters: { of: refuse }, adminSeeds: { of: refuse } };
    const { remembered, unread } = await facts({ users: [aUser()] }, aCall(), overrides);
    expect(remembered).toMatchObject({ kind: 'unknown', isSeeded: false });
    expect(unread).toContain('whom the plans found in the admin groups: Error: Throttling');
  });

  it.each([
    ['attachedPolicies', { attached: false, isUnread: true }, 'the attached policies'],
    ['inlinePolicy', { inline: 'unread', isUnread: true }, 'the inline policy'],
    ['policyText', { policy: 'unread', isUnread: true }, 'the deny policy'],
    // Whether a deny stands is known all the same.
    ['group', { isUnread: false }, 'the admin groups'],
  ] as const)('lets a deny wait for nothing that it can do without: %s', async (reading, deny, what) => {
    const iam = { ...someIam({ users: [aUser()] }), [reading]: refuse };
    const found = await facts({}, aCall(), { iam });
    expect(found).toMatchObject({ user: aUser(), deny });
    expect(found.unread).toEqual([`${what}: Error: Throttling`]);
  });

  it('finds by id whoever has deleted the key it called with, which IAM refuses to look up', async () => {
    const renamed = aUser({ name: 'quiet', arn: 'arn:aws:iam::111122223333:user/quiet' });
    const iam = { ...someIam({ users: [renamed] }), userNameOfKey: refuse };
    await expect(facts({}, aCall(), { iam })).resolves.toMatchObject({ user: renamed });
  });

  it.each([
    ['the caller', aCall(), { user: refuse }],
    ['the groups of the caller', aCall(), { groupsOfUser: refuse }],
    ['the admin groups that a call changes', aCall({ eventName: 'AddUserToGroup' }), { group: refuse }],
  ])('fails when IAM does not show %s, rather than to guess', async (_, call, broken) => {
    const iam = { ...someIam({ users: [aUser()] }), ...broken };
    await expect(facts({}, call, { iam })).rejects.toThrow('Throttling');
  });
});
