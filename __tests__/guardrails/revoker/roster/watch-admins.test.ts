import type { History } from '../../../../src/aws/cloudtrail/event-history';
import type { Acceptance, AdminGroup } from '../../../../src/domain/admin-roster/roster';
import type { GroupSeed } from '../../../../src/domain/admin-roster/seed';
import type { WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import { textOf } from '../../../../src/notify/render/text';
import { titleOf } from '../../../../src/domain/notice/notice';
import { watchAdmins } from '../../../../src/guardrails/revoker/roster/watch-admins';
import { someRules } from '../../../support/revoker';

const ADMINS = { id: 'AGPAADMINS', name: 'Administrators' };
const MINUTE = 60_000;
const START = Date.parse('2026-06-01T12:00:00Z');
const PEOPLE = ['ada', 'bob', 'carol', 'rogue'].map((name) => ({ id: `AIDA${name.toUpperCase()}`, name }));
const idOf = (name: string) => `AIDA${name.toUpperCase()}`;
const SSO = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b2c3d4e5f6a7b';

type Who = { readonly user: string } | { readonly role: string };

/** A record of CloudTrail of a call so many minutes after the start. */
const record = (minute: number, who: Who, eventName: string, requestParameters: object) =>
  JSON.stringify({
    ...{ eventID: `${eventName}-${minute}`, eventName, requestParameters, responseElements: null },
    eventTime: new Date(START + minute * MINUTE).toISOString(),
    userIdentity:
      'user' in who
        ? { type: 'IAMUser', principalId: idOf(who.user), arn: `arn:aws:iam::111122223333:user/${who.user}` }
        : {
            type: 'AssumedRole',
            principalId: 'AROA:x',
            sessionContext: { sessionIssuer: { type: 'Role', arn: who.role } },
          },
  });
const adds = (minute: number, who: Who, userName: string) =>
  record(minute, who, 'AddUserToGroup', { userName, groupName: ADMINS.name });

/** An account that is looked at again and again; its admin is ada at first. */
function aWatch() {
  const kept: { roster?: WatchedRoster } = {};
  const state = {
    ...{ members: ['ada'], records: [] as string[], history: undefined as History | undefined },
    ...{ accepted: [] as Acceptance[], more: [] as AdminGroup[] },
    seed: { id: ADMINS.id, memberIds: ['ada'].map(idOf), at: new Date(START) } as GroupSeed | undefined,
  };
  const asked: Date[] = [];
  const look = async (minute: number, remembers = true) => {
    const now = new Date(START + minute * MINUTE);
    const group = { ...ADMINS, memberIds: state.members.map(idOf) };
    const { announcements, remember } = await watchAdmins([group, ...state.more], now, someRules(), {
      adminRosters: {
        of: () => Promise.resolve(kept.roster),
        save: (_, roster) => {
          kept.roster = roster;
          return Promise.resolve();
        },
      },
      adminSeeds: { of: (_, id) => Promise.resolve(state.seed?.id === id ? state.seed : undefined) },
      acceptances: { all: () => Promise.resolve(state.accepted) },
      history: (_, from) => {
        asked.push(from);
        return Promise.resolve(state.history ?? { kind: 'complete', records: state.records });
      },
      users: () => Promise.resolve(PEOPLE),
    });
    if (remembers) await remember();
    return announcements.map(({ entry, notice }) => ({ entry, title: titleOf(notice), body: textOf(notice) }));
  };
  return { state, look, asked, kept };
}

/** A watch that has begun. */
async function begun() {
  const watch = aWatch();
  expect(await watch.look(0)).toEqual([]);
  return watch;
}

const titles = (said: readonly { readonly title: string }[]) => said.map(({ title }) => title);

describe('the first look', () => {
  it('goes on from whom the plan found, and not from who is in the group by now', async () => {
    const { state, look } = aWatch();
    state.members.push('bob', 'rogue');
    state.records.push(adds(1, { user: 'ada' }, 'bob'));
    expect(titles(await look(10))).toEqual(['1 change to the admin groups']);
    expect(titles(await look(30))).toEqual([
      'ACTION NEEDED: rogue is in an admin group, and CloudTrail does not show who added it',
    ]);
  });

  it('is the same again where the ledger has lost the roster: an accomplice is not taken for an admin', async () => {
    const { state, look, kept, asked } = await begun();
    await look(60);
    delete kept.roster;
    state.members = ['ada', 'rogue'];
    state.records.push(adds(70, { user: 'rogue' }, 'rogue'));
    expect(await look(90)).toEqual([]);
    expect(asked.at(-1)).toEqual(new Date(START - 1));
    expect(titles(await look(110))).toEqual([
      'ACTION NEEDED: rogue was added to an admin group by someone who is not an admin',
    ]);
  });

  it('says where nobody wrote down who was in a group, takes nobody for an admin, and begins once somebody has', async () => {
    const { state, look } = aWatch();
    const { seed } = state;
    state.seed = undefined;
    const unseeded = 'ACTION NEEDED: the revoker does not know who belongs in the admin group Administrators';
    const [said] = await look(0);
    expect([said?.title, said?.entry]).toEqual([unseeded, (await look(20))[0]?.entry]);
    expect(titles(await look(25))).toEqual([
      unseeded,
      'ACTION NEEDED: ada is in an admin group, and CloudTrail does not show who added it',
    ]);
    state.seed = seed;
    expect(await look(30)).toEqual([]);
  });
});

describe('the watch of the admins', () => {
  it('tells once of an admin whom an admin made, and by which call', async () => {
    const { state, look } = await begun();
    state.members.push('bob');
    state.records.push(adds(1, { user: 'ada' }, 'bob'));
    const [told, ...more] = await look(10);
    expect(told?.title).toBe('1 change to the admin groups');
    expect(told?.body).toContain(
      '2026-06-01T12:01:00Z  ada added bob (AIDABOB) to Administrators (event AddUserToGroup-1)',
    );
    expect(more).toEqual([]);
    expect(await look(15)).toEqual([]);
    expect(await look(90)).toEqual([]);
  });

  it('tells again under the same entry where nobody could remember that it was told', async () => {
    const { state, look } = await begun();
    state.records.push(adds(1, { user: 'ada' }, 'bob'));
    state.members.push('bob');
    const [first] = await look(10, false);
    const [second] = await look(15);
    expect(second?.entry).toEqual(first?.entry);
  });

  it('says nothing of what the guard does itself, which has told of it', async () => {
    const { state, look } = await begun();
    const own = 'arn:aws:iam::111122223333:role/iam-guardrails/iam-guardrails-revoker';
    const parameters = { userName: 'rogue', groupName: ADMINS.name };
    state.records.push(
      adds(1, { user: 'rogue' }, 'rogue'),
      record(2, { role: own }, 'RemoveUserFromGroup', parameters),
    );
    expect(await look(10)).toEqual([]);
  });

  it('asks that somebody looks at admins whom a role made, but for a role of Identity Center', async () => {
    const { state, look } = await begun();
    state.members.push('bob', 'carol');
    state.records.push(
      adds(1, { role: 'arn:aws:iam::111122223333:role/pipeline' }, 'bob'),
      adds(2, { role: SSO }, 'carol'),
    );
    const [told] = await look(10);
    expect(told?.title).toBe('ACTION NEEDED: 2 changes to the admin groups');
    expect(told?.body).toMatch(/By roles \(1\):\n.*role\/pipeline added bob .*\n\nBy admins \(1\):\n.*added carol/);
  });

  it.each([
    [
      'put there by somebody who is no admin',
      ['ada', 'rogue'],
      [adds(1, { user: 'rogue' }, 'rogue')],
      'rogue was added to an admin group by someone who is not an admin',
    ],
    ['put there by nobody', ['ada', 'bob'], [], 'bob is in an admin group, and CloudTrail does not show who added it'],
    ['taken out by nobody who may', [], [], 'ada is no longer in the admin group, and no admin removed it'],
  ])(
    'asks that somebody looks at whoever is %s, once no event can explain it any more',
    async (_, members, records, title) => {
      const { state, look } = await begun();
      state.members = [...members];
      state.records.push(...records);
      expect(await look(5)).toEqual([]);
      expect(await look(24)).toEqual([]);
      expect(titles(await look(25))).toEqual([`ACTION NEEDED: ${title}`]);
    },
  );

  it('counts whom a person has accepted as an admin from then on, and mails nothing more of it', async () => {
    const { state, look, kept } = await begun();
    state.members.push('bob', 'carol');
    await look(5);
    expect(titles(await look(25))).toHaveLength(2);
    state.accepted.push({ userId: idOf('bob'), groupId: ADMINS.id, at: new Date(START + 27 * MINUTE) });
    state.records.push(adds(28, { user: 'bob' }, 'carol'));
    expect(titles(await look(30))).toEqual(['1 change to the admin groups']);
    expect(await look(90)).toEqual([]);
    state.accepted.splice(0);
    expect(await look(120)).toEqual([]);
    expect(kept.roster?.counted.map(({ userId, from }) => [userId, from])).toEqual([
      [idOf('ada'), 0],
      [idOf('bob'), START + 27 * MINUTE],
      [idOf('carol'), START + 28 * MINUTE],
    ]);
  });

  it.each([
    ['by the one admin group', false, '{"accept":"AIDABOB"}'],
    ['by its id where there are more', true, '{"accept":"AIDABOB","group":"AGPAADMINS"}'],
  ])('prints how to accept somebody whom history does not explain, %s', async (_, areMore, payload) => {
    const { state, look } = await begun();
    state.members.push('bob');
    if (areMore) state.more.push({ id: 'AGPAMORE', name: 'More', memberIds: [] });
    await look(5);
    const unexplained = (await look(25)).find(({ title }) => title.includes('does not show who added it'));
    expect(unexplained?.body).toContain(`--payload '${payload}' release.json && cat release.json`);
  });

  it('prints no such thing about somebody of whom history tells who put it there', async () => {
    const { state, look } = await begun();
    state.members.push('rogue');
    state.records.push(adds(1, { user: 'rogue' }, 'rogue'));
    await look(5);
    const [told] = await look(25);
    expect(told?.title).toContain('added to an admin group by someone who is not an admin');
    expect(told?.body).not.toContain('accept');
  });

  it('says it once a day, and no more once history explains it', async () => {
    const { state, look } = await begun();
    state.members.push('bob');
    await look(5);
    const [first] = await look(30);
    const [same] = await look(35);
    expect(same?.entry).toEqual(first?.entry);
    expect((await look(30 + 24 * 60))[0]?.entry).not.toEqual(first?.entry);
    state.records.push(adds(30 + 24 * 60, { user: 'ada' }, 'bob'));
    expect(titles(await look(40 + 24 * 60))).toEqual(['1 change to the admin groups']);
  });

  it('does not count what was made before by somebody who was no admin then, however late it is looked at', async () => {
    const { state, look } = await begun();
    state.members.push('rogue', 'bob');
    state.records.push(adds(1, { user: 'rogue' }, 'rogue'), adds(2, { user: 'rogue' }, 'bob'));
    await look(5);
    expect(titles(await look(240))).toEqual([
      'ACTION NEEDED: rogue was added to an admin group by someone who is not an admin',
      'ACTION NEEDED: bob was added to an admin group by someone who is not an admin',
    ]);
    // By then history says it no more to who does not ask for longer ago.
    state.records.splice(0);
    expect(titles(await look(300))).toEqual([
      'ACTION NEEDED: rogue was added to an admin group by someone who is not an admin',
      'ACTION NEEDED: bob was added to an admin group by someone who is not an admin',
    ]);
  });

  it.each<[string, History, string]>([
    ['is refused', { kind: 'failed', why: 'AccessDenied: no' }, 'AccessDenied: no'],
    [
      'has a record that nobody can read',
      { kind: 'complete', records: [record(1, { user: 'ada' }, 'AddUserToGroup', {})] },
      'says no userName',
    ],
  ])(
    'goes on from where it was once the history is back that %s, and says so after two hours',
    async (_, history, why) => {
      const { state, look, asked } = await begun();
      state.history = history;
      expect(await look(60)).toEqual([]);
      const [told] = await look(121);
      expect(told?.title).toBe('ACTION NEEDED: the revoker cannot read who changed the admin groups');
      expect(told?.body).toContain(why);
      state.history = undefined;
      await look(130);
      expect(asked.at(-1)).toEqual(new Date(START - 1));
    },
  );
});
