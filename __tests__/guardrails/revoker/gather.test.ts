import type { RosterLedger } from '../../../src/aws/ledger/rosters';
import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../../src/domain/policy/deny';
import { gather } from '../../../src/guardrails/revoker/gather';
import { someIam, type SomeIam } from '../../support/iam';
import { aCall, aCaller, ADMINS, aUser, BOUNDARY_ARN, DENY_ARN, DEVELOPERS, someRules } from '../../support/revoker';

const noRosters: RosterLedger = { of: () => Promise.resolve(undefined), save: () => Promise.resolve() };
const facts = (account: SomeIam, call = aCall(), rosters = noRosters) =>
  gather(call, aCaller(), someRules(), { iam: someIam(account), rosters });

describe('gather', () => {
  it('finds the caller, its groups and what stands against it', async () => {
    const account = { users: [aUser()], memberships: { rogue: [DEVELOPERS] }, attached: { rogue: [DENY_ARN] } };
    await expect(facts(account)).resolves.toEqual({
      user: aUser(),
      groups: [DEVELOPERS],
      adminGroups: [ADMINS],
      deny: { attached: true, policy: 'intact', inline: 'absent', boundary: false },
      sighting: { kind: 'unknown', why: 'this call does not depend on it' },
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

    it.each([
      ['missing', [], 'is missing'],
      [
        'another group of that name',
        [{ id: 'AGPAIMPOSTOR00000001', name: ADMINS.name, memberIds: ['AIDAROGUE'] }],
        'is missing',
      ],
      ['empty', [{ ...ADMINS, memberIds: [] }], 'is empty'],
    ])('judges nobody when it is %s', async (_, groups, words) => {
      await expect(facts({ users: [aUser()], groups })).rejects.toThrow(
        `admin group Administrators (${ADMINS.id}) ${words}`,
      );
    });
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

  describe('since when the caller is an admin', () => {
    const addition = aCall({ eventName: 'AddUserToGroup' });
    const since = new Date('2026-05-01T00:00:00Z');

    it.each([
      ['says so when it was seen', { [aUser().id]: since }, { kind: 'seen', since }],
      ['says so when it never was', { AIDAADMIN000000000001: since }, { kind: 'never-seen' }],
      [
        'does not know before the first look',
        undefined,
        { kind: 'unknown', why: expect.stringContaining('nobody has looked') as string },
      ],
    ])('%s', async (_, roster, sighting) => {
      const found = await facts({ users: [aUser()] }, addition, { ...noRosters, of: () => Promise.resolve(roster) });
      expect(found.sighting).toEqual(sighting);
    });

    it('is unknown when the ledger cannot be read, which keeps no deny away', async () => {
      const rosters = { ...noRosters, of: () => Promise.reject(new Error('table is gone')) };
      expect((await facts({ users: [aUser()] }, addition, rosters)).sighting).toEqual({
        kind: 'unknown',
        why: 'Error: table is gone',
      });
    });
  });

  it('fails when IAM cannot be read, rather than to guess', async () => {
    const iam = { ...someIam({ users: [aUser()] }), groupsOfUser: () => Promise.reject(new Error('Throttling')) };
    await expect(gather(aCall(), aCaller(), someRules(), { iam, rosters: noRosters })).rejects.toThrow('Throttling');
  });
});
