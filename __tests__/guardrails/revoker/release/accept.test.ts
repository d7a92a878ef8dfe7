import type { Acceptance } from '../../../../src/domain/admin-roster/roster';
import type { Group } from '../../../../src/domain/identity/principal';
import type { Incident } from '../../../../src/domain/ledger/incident';
import type { Unsettled, WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import { accept, type AcceptPorts } from '../../../../src/guardrails/revoker/release/accept';
import { textOf } from '../../../../src/notify/render/text';
import { ACCOUNT, aUser } from '../../../support/revoker';

const bob = aUser({ id: 'AIDABOB00000000000001', name: 'bob', arn: `arn:aws:iam::${ACCOUNT}:user/bob` });
const [admins, owners] = [
  { id: 'AGPAADMINS', name: 'Administrators' },
  { id: 'AGPAOWNERS', name: 'Owners' },
];
const developers = { id: 'AGPADEVELOPERS', name: 'Developers' };
const NOW = new Date('2026-06-01T12:00:05.700Z');
const incident: Incident = {
  ...{ accountId: ACCOUNT, principalId: bob.id, principalArn: bob.arn, number: 1, openedAt: NOW, changes: [] },
};

/** What the last look left. */
const aRoster = (overrides: Partial<WatchedRoster> = {}): WatchedRoster => ({
  ...{ asOf: NOW, readAt: NOW, counted: [], inFact: [], told: [], begun: [admins.id] },
  unsettled: [admins, owners].map(({ id }) => unsettled('unclear', 0, id)),
  ...overrides,
});
const unsettled = (kind: Unsettled['kind'], minutesAgo: number, groupId = admins.id): Unsettled => ({
  ...{ userId: bob.id, groupId, kind, since: new Date(NOW.getTime() - minutesAgo * 60_000 - 1_000) },
});
const after = (roster: WatchedRoster | undefined) => ({ adminRosters: { of: () => Promise.resolve(roster) } });

/** An account with bob, and two admin groups by the settings. */
function somePorts(overrides: { readonly groups?: readonly Group[] } & Partial<AcceptPorts> = {}) {
  const { groups = [developers, admins], ...more } = overrides;
  const written: Acceptance[] = [];
  const ports: AcceptPorts = {
    ...{ accountId: ACCOUNT, adminGroups: [admins, owners], runbook: 'docs/runbook.md', now: () => NOW },
    reader: {
      userNameOfId: (id) => Promise.resolve(id === bob.id ? bob.name : undefined),
      user: (name) => Promise.resolve(name === bob.name ? bob : undefined),
      groupsOfUser: () => Promise.resolve(groups),
    },
    incidents: { latest: () => Promise.resolve(undefined) },
    acceptances: { add: (_, one) => Promise.resolve(void written.push(one)) },
    ...after(aRoster()),
    place: { region: 'us-east-1', releaseFunction: 'g-release' },
    ...more,
  };
  return { ports, written };
}

const asking = (group?: string) =>
  ({ kind: 'accept', guardrail: 'revoker', id: bob.id, ...(group !== undefined && { group }) }) as const;

describe('a person who accepts an admin', () => {
  it('has it written down for the second in which it was asked, and answered from when on it counts', async () => {
    const { ports, written } = somePorts();
    const { accepted, notice } = await accept(asking(), ports);
    expect(written).toEqual([{ userId: bob.id, groupId: admins.id, at: new Date('2026-06-01T12:00:05Z') }]);
    expect(accepted).toEqual({
      ...{ principal: bob.arn, group: admins, at: '2026-06-01T12:00:05.000Z' },
      next: [
        'The next look at the admin groups, within five minutes, makes it an admin from 2026-06-01T12:00:05.000Z on. Calls that it made before are judged as before.',
      ],
    });
    expect(notice).toMatchObject({ class: 'incident', headline: 'Accepted as an admin: bob' });
    expect(textOf(notice)).toContain('iam remove-user-from-group --group-name Administrators --user-name bob');
    expect(textOf(notice)).not.toContain('lambda invoke');
  });

  it.each([
    ['an open incident', incident, true],
    ['an incident that is closed', { ...incident, closedAt: NOW }, false],
  ])('hears how to release it where it has %s', async (_, latest, isDenied) => {
    const { ports } = somePorts({ incidents: { latest: () => Promise.resolve(latest) } });
    const { accepted, notice } = await accept(asking(), ports);
    const command = `--payload '{"principal":"${bob.arn}"}' release.json && cat release.json`;
    expect(JSON.stringify(accepted).includes('bob is denied IAM for what it did before')).toBe(isDenied);
    expect('release' in accepted && String(accepted.release).endsWith(command)).toBe(isDenied);
    expect(textOf(notice).includes(command)).toBe(isDenied);
  });

  it('is believed of somebody whom history does not explain, once no call can still do so', async () => {
    const { ports, written } = somePorts(after(aRoster({ unsettled: [unsettled('unexplained', 20)] })));
    await accept(asking(), ports);
    expect(written).toHaveLength(1);
  });

  it.each([
    ['its name', 'owners'],
    ['its id', 'AGPAOWNERS'],
  ])('says which group where it is in several, by %s', async (_, group) => {
    const { ports, written } = somePorts({ groups: [admins, owners] });
    await accept(asking(group), ports);
    expect(written.map(({ groupId }) => groupId)).toEqual([owners.id]);
  });

  it('may mean a group that has another name by now', async () => {
    const { ports, written } = somePorts({ groups: [{ ...admins, name: 'Renamed' }] });
    await accept(asking('Renamed'), ports);
    expect(written.map(({ groupId }) => groupId)).toEqual([admins.id]);
  });

  it.each<[string, Parameters<typeof somePorts>[0], string | undefined, string]>([
    [
      'is in no admin group',
      { groups: [developers] },
      undefined,
      `accept "${bob.id}": the user bob is in no admin group; the admin groups are Administrators (AGPAADMINS), Owners (AGPAOWNERS)`,
    ],
    [
      'is in several, of which none is named',
      { groups: [admins, owners] },
      undefined,
      `accept "${bob.id}": write "group" as well: the user bob is in Administrators (AGPAADMINS), Owners (AGPAOWNERS); write the name or id of one of them`,
    ],
    [
      'is not in the group that is named',
      {},
      'Owners',
      'group "Owners": the user bob is in Administrators (AGPAADMINS); write the name or id of one of them',
    ],
    [
      'is in a group that is no admin group by the settings',
      {},
      'Developers',
      'group "Developers": the user bob is in Administrators (AGPAADMINS); write',
    ],
    [
      'cannot be one, since nobody watches',
      { adminGroups: [] },
      undefined,
      `accept "${bob.id}": no admin group is watched; see revoker.mode and revoker.adminGroups`,
    ],
    [
      'somebody has put there who may not, as history shows',
      after(aRoster({ unsettled: [unsettled('intruder', 60)] })),
      undefined,
      'somebody who is no admin has put the user bob into Administrators; if it is to be an admin, take it out and have',
    ],
    [
      'history may still explain',
      after(aRoster({ unsettled: [unsettled('unexplained', 19)] })),
      undefined,
      'history may still show who put the user bob into Administrators; invoke again after 2026-06-01T12:01:04.700Z',
    ],
    [
      'counts as an admin already',
      after(aRoster({ unsettled: [], counted: [{ userId: bob.id, groupId: admins.id, from: 0, votes: true }] })),
      undefined,
      'the user bob counts as an admin already; there is nothing to accept',
    ],
    [
      'was an admin before',
      after(
        aRoster({ unsettled: [], counted: [{ userId: bob.id, groupId: admins.id, from: 0, until: 9, votes: true }] }),
      ),
      undefined,
      'no look at the admin groups has found the user bob in Administrators yet',
    ],
    [
      'is unclear in another group',
      after(aRoster({ unsettled: [unsettled('unclear', 60, owners.id)] })),
      undefined,
      'no look at the admin groups has found the user bob in Administrators yet',
    ],
    ['nobody has looked at yet', after(undefined), undefined, 'no look at the admin groups has found the user bob'],
    [
      'is not there',
      { reader: { ...somePorts().ports.reader, userNameOfId: () => Promise.resolve(undefined) } },
      undefined,
      `accept "${bob.id}": there is no such user; write the id of a user that is in an admin group`,
    ],
    [
      'has lost its name to somebody else meanwhile',
      { reader: { ...somePorts().ports.reader, user: () => Promise.resolve(aUser({ name: 'bob' })) } },
      undefined,
      'there is no such user',
    ],
  ])('is refused in words for a user that %s', async (_, overrides, group, words) => {
    const { ports, written } = somePorts(overrides);
    await expect(accept(asking(group), ports)).rejects.toThrow(words);
    expect(written).toEqual([]);
  });
});
