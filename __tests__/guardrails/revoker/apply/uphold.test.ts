import type { PolicyEntity } from '../../../../src/aws/iam/policy-entities';
import type { Hints } from '../../../../src/domain/admin-roster/hints';
import type { WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import type { Incident } from '../../../../src/domain/ledger/incident';
import { uphold } from '../../../../src/guardrails/revoker/apply/uphold/uphold';
import { DENY_IAM } from '../../../../src/domain/policy/deny';
import { someIam, type SomeIam } from '../../../support/iam';
import { ACCOUNT, ADMINS, aUser, BOUNDARY_ARN, DENY_ARN, someRules } from '../../../support/revoker';
import { someRevoker } from '../../../support/some-revoker';

const NOW = new Date('2026-06-01T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const ada = aUser({ id: 'AIDAADA', name: 'ada', arn: `arn:aws:iam::${ACCOUNT}:user/ada` });
const rogue = aUser();

/** A roster with one stay of ada's. */
const aRoster = (from: number, until?: number): WatchedRoster => ({
  ...{ asOf: ago(30), readAt: NOW, inFact: [], told: [], unsettled: [], begun: [ADMINS.id] },
  counted: [{ userId: ada.id, groupId: ADMINS.id, from, votes: true, ...(until !== undefined && { until }) }],
});
const carrier = (kind: PolicyEntity['kind'], id: string, name: string): PolicyEntity => ({ kind, id, name });
const anIncident = (of = rogue, openedAt = ago(60)): Incident => ({
  ...{ accountId: ACCOUNT, principalId: of.id, principalArn: of.arn, number: 1, openedAt, changes: [] },
});

interface Scene {
  readonly roster?: WatchedRoster;
  readonly carriers?: Readonly<Record<string, readonly PolicyEntity[]>>;
  readonly open?: readonly Incident[];
  readonly attached?: Readonly<Record<string, readonly string[]>>;
  readonly undenied?: Date;
  readonly inline?: SomeIam['inline'];
  readonly groups?: SomeIam['groups'];
  readonly memberships?: SomeIam['memberships'];
  readonly mode?: 'observe' | 'enforce';
  readonly exempt?: readonly { arn: string; id: string }[];
}

/** What upholding did, and what it says of it. */
async function upheldIn({ roster = aRoster(0), carriers = {}, open = [], attached = {}, ...more }: Scene) {
  const { ports, did } = someRevoker(
    {},
    {
      rules: someRules({ mode: more.mode ?? 'enforce', exempt: [...(more.exempt ?? [])] }),
      iam: someIam({
        users: [ada, rogue],
        attached,
        ...(more.groups && { groups: more.groups }),
        ...(more.inline && { inline: more.inline }),
        ...(more.memberships && { memberships: more.memberships }),
      }),
      entitiesOf: (arn) => Promise.resolve(carriers[arn] ?? []),
      incidents: {
        ...someRevoker().ports.incidents,
        allOpen: () => Promise.resolve(open),
        latest: () => Promise.resolve(open[0]),
      },
      hints: {
        of: () => Promise.resolve<Hints>(more.undenied === undefined ? {} : { undenied: more.undenied }),
        note: (_, id, hint) => {
          (did as string[]).push(`note ${hint} of ${id}`);
          return Promise.resolve();
        },
      },
    },
  );
  const { groups, admins, intruders, deniedAgain } = await uphold(roster, NOW, ports);
  return {
    did,
    groups: groups.map(({ name }) => name),
    admins: admins.map(({ user }) => user.name),
    left: admins.flatMap(({ left }) => left.map(({ name }) => name)),
    intruders: intruders.map(({ user }) => user.name),
    again: deniedAgain.map(({ user }) => user.name),
  };
}

describe('a deny on a group', () => {
  it.each([
    ['the deny', DENY_ARN],
    ['the boundary', BOUNDARY_ARN],
  ])('is taken off whoever is in it, also where it is %s', async (_, arn) => {
    const { did, groups } = await upheldIn({ carriers: { [arn]: [carrier('group', ADMINS.id, 'renamed')] } });
    expect(did).toEqual(['detach from group renamed']);
    expect(groups).toEqual(['renamed']);
  });
});

describe('a deny on an admin', () => {
  const onAda = { [DENY_ARN]: [carrier('user', ada.id, 'ada')] };

  it.each<[string, Scene, boolean]>([
    ['that no incident explains', {}, true],
    ['of an incident that began when she was one', { open: [anIncident(ada)] }, true],
    [
      'of an incident that began before she was made one',
      { roster: aRoster(ago(30).getTime()), open: [anIncident(ada)] },
      false,
    ],
    ['who is none any more', { roster: aRoster(0, ago(30).getTime()) }, false],
  ])('%s', async (_, scene, isReleased) => {
    const { did, admins } = await upheldIn({ carriers: onAda, attached: { ada: [DENY_ARN] }, ...scene });
    expect(did).toEqual(isReleased ? [`release ${ada.id}`] : []);
    expect(admins).toEqual(isReleased ? ['ada'] : []);
  });

  it.each<[string, SomeIam['memberships'], readonly string[]]>([
    ['which it took her out of', {}, [ADMINS.name]],
    ['where somebody has put her into it again', { ada: [ADMINS] }, []],
  ])('is taken off, and what is said is the group %s', async (_, memberships, expected) => {
    const changes = [{ kind: 'group-left' as const, user: ada, group: { id: ADMINS.id, name: ADMINS.name } }];
    const { left, admins } = await upheldIn({
      ...{ carriers: onAda, attached: { ada: [DENY_ARN] }, open: [{ ...anIncident(ada), changes }] },
      ...(memberships && { memberships }),
    });
    expect([admins, left]).toEqual([['ada'], expected]);
  });

  it.each<[string, object, Scene, boolean]>([
    ['is taken off', DENY_IAM, {}, true],
    ['stays where it says something else', { ...DENY_IAM, Id: 'own' }, {}, false],
    [
      'stays where an incident explains it',
      DENY_IAM,
      { roster: aRoster(ago(30).getTime()), open: [anIncident(ada)] },
      false,
    ],
    ['stays on who is none any more', DENY_IAM, { roster: aRoster(0, ago(30).getTime()) }, false],
  ])('by the inline policy of the guard %s', async (_, text, scene, isReleased) => {
    const { did, admins } = await upheldIn({ inline: { ada: JSON.stringify(text) }, ...scene });
    expect(did.filter((what) => what.startsWith('release'))).toEqual(isReleased ? [`release ${ada.id}`] : []);
    expect(admins).toEqual(isReleased ? ['ada'] : []);
  });

  it('is taken off an exempt user too', async () => {
    const scene = { roster: aRoster(0, 1), exempt: [{ arn: ada.arn, id: ada.id }] };
    expect((await upheldIn({ carriers: onAda, ...scene })).admins).toEqual(['ada']);
  });

  it('stays where somebody else is meant, who has her name', async () => {
    const carriers = { [DENY_ARN]: [carrier('user', rogue.id, 'ada')] };
    expect((await upheldIn({ carriers })).did).toEqual([]);
  });
});

describe('somebody in an admin group whom no admin put there', () => {
  const withRogue = (kind: 'intruder' | 'unexplained'): WatchedRoster => ({
    ...aRoster(0),
    unsettled: [{ userId: rogue.id, groupId: ADMINS.id, kind, since: ago(5) }],
  });
  const both = { ...ADMINS, memberIds: [ada.id, rogue.id] };

  it('is taken out of it where history says who did', async () => {
    const { did, intruders } = await upheldIn({ roster: withRogue('intruder'), groups: [both] });
    expect(did).toEqual(['group-left']);
    expect(intruders).toEqual(['rogue']);
  });

  it.each<[string, Scene]>([
    ['where history does not know why', { roster: withRogue('unexplained'), groups: [both] }],
    ['where nobody else is in it', { roster: withRogue('intruder'), groups: [{ ...ADMINS, memberIds: [rogue.id] }] }],
    ['who has left it since', { roster: withRogue('intruder'), groups: [{ ...ADMINS, memberIds: [ada.id] }] }],
    ['in observe mode', { roster: withRogue('intruder'), groups: [both], mode: 'observe' }],
  ])('is left there %s', async (_, scene) => {
    expect((await upheldIn(scene)).did).toEqual([]);
  });
});

describe('a user without the deny of an open incident', () => {
  const open = [anIncident()];

  it.each<[string, Date | undefined, readonly string[]]>([
    ['is remembered at the first look', undefined, ['note undenied of AIDAROGUE000000000001']],
    ['is left while an admin’s call may be under way', ago(3), []],
    ['is denied again at the second', ago(4), ['managed-policy-attached']],
    ['is remembered anew where that was long ago', ago(31), ['note undenied of AIDAROGUE000000000001']],
  ])('%s', async (_, undenied, expected) => {
    const { did, again } = await upheldIn({ open, ...(undenied && { undenied }) });
    expect(did).toEqual(expected);
    expect(again).toEqual(expected.includes('managed-policy-attached') ? ['rogue'] : []);
  });

  it.each<[string, Scene]>([
    ['whose deny stands', { attached: { rogue: [DENY_ARN] } }],
    ['who is gone', { open: [anIncident(aUser({ id: 'AIDAGONE' }))] }],
    ['in observe mode', { mode: 'observe' }],
  ])('is left %s', async (_, scene) => {
    expect((await upheldIn({ open, undenied: ago(5), ...scene })).did).toEqual([]);
  });
});
