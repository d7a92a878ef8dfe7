import { grantsOf } from '../../../../src/domain/policy/granting';
import type { DescribedPrincipal } from '../../../../src/audit/inventory/described';
import type { Exemption } from '../../../../src/domain/exemption/exemption';
import type { PinnedGroup } from '../../../../src/domain/identity/admin-groups';
import { askedFor, factsOf as factsBy, sparedBy } from '../../../../src/guardrails/permissions-boundary/judge/facts';
import { someoneFound, someRules } from '../../../support/permissions-boundary';

const TODAY = '2026-06-01';
const allowing = (...Action: readonly string[]) =>
  grantsOf(JSON.stringify({ Statement: { Effect: 'Allow', Action, Resource: '*' } }), 'a policy');

const exemption = {
  match: { tag: 'team' },
  from: ['tags' as const],
  owner: 'data',
  reason: 'own tags',
};

const ADMINS = { name: 'Administrators', id: 'AGPAADMINS' };
const everyGroup = [{ ...ADMINS, members: 1 }];
const factsOf = (
  found: DescribedPrincipal,
  { rules = someRules(), exemptions = [] as readonly Exemption[], adminGroups = [] as readonly PinnedGroup[] } = {},
  groups = everyGroup,
) => factsBy(found, groups, { rules, adminGroups, exemptions, today: TODAY });

describe('factsOf', () => {
  it('notes nothing of an ordinary role without policies', () => {
    expect(factsOf(someoneFound())).toEqual({
      ...{ mayDoSomething: false, keeps: [], ownTags: {}, otherTags: 0 },
    });
  });

  it('tells own tags from those of others, whatever the case of their keys', () => {
    const tags = {
      permissions_granted: '3',
      Permissions_Services_12: 's3',
      Permissions_Services_Owner: 'not a number',
      Permissions_Services_: 'neither',
      Team: 'data',
    };
    expect(factsOf(someoneFound({ tags }))).toMatchObject({
      ownTags: { Permissions_Granted: '3', Permissions_Services_12: 's3' },
      otherTags: 3,
    });
  });

  it('notes which of the actions to keep any of the policies may allow', () => {
    const found = someoneFound({ grants: [allowing('s3:*'), allowing('iam:Pass*')] });
    const rules = someRules({ alwaysKeep: ['kms:*', 'iam:PassRole'] });
    expect(factsOf(found, { rules })).toMatchObject({ mayDoSomething: true, keeps: ['iam:PassRole'] });
  });

  it.each<[string, DescribedPrincipal['memberships'], PinnedGroup, boolean | undefined]>([
    ['by its id', [{ name: 'renamed', id: ADMINS.id }], ADMINS, true],
    ['not by its name alone', [{ name: ADMINS.name, id: 'AGPAOTHER' }], ADMINS, undefined],
    [
      'by its name, whatever its case, where nobody knows the id',
      [{ name: 'administrators', id: 'AGPAX' }],
      { name: ADMINS.name },
      true,
    ],
    ['not of another group', [{ name: 'Administrators2', id: 'AGPAX' }], ADMINS, undefined],
  ])('notes who is a member of an admin group: %s', (_case, memberships, group, admin) => {
    expect(factsOf(someoneFound({ kind: 'user', memberships }), { adminGroups: [group] }).admin).toBe(admin);
  });

  it.each<[string, readonly { id: string; name: string; members: number }[], string]>([
    ['missing', [], 'is missing'],
    ['empty', [{ ...ADMINS, members: 0 }], 'is empty'],
    ['another one', [{ ...ADMINS, id: 'AGPANEW', members: 1 }], 'has another id now: AGPANEW'],
    [
      'renamed, and another has its name',
      [...everyGroup, { name: 'administrators', id: 'AGPANEW', members: 1 }],
      'has another id now',
    ],
  ])('knows of no user whether it is an admin where the group is %s', (_case, groups, why) => {
    const by = { adminGroups: [ADMINS] };
    expect(factsOf(someoneFound({ kind: 'user' }), by, [...groups]).adminsUnknown).toContain(why);
    expect(factsOf(someoneFound({ kind: 'role' }), by, [...groups])).not.toHaveProperty('adminsUnknown');
  });

  it('knows it of everybody where the group is whole, or was only renamed', () => {
    const facts = [ADMINS.name, 'renamed'].map((name) =>
      factsOf(someoneFound({ kind: 'user' }), { adminGroups: [ADMINS] }, [{ ...ADMINS, name, members: 1 }]),
    );
    expect(facts.filter((one) => 'adminsUnknown' in one)).toEqual([]);
  });

  it('does not know it of whoever is in a group that changed while the account was read', () => {
    const found = someoneFound({ kind: 'user', memberships: [{ name: 'Team' }] });
    expect(factsOf(found, { adminGroups: [ADMINS] }).adminsUnknown).toContain('Team changed while');
    expect(factsOf(found)).not.toHaveProperty('adminsUnknown');
  });

  it.each([
    ['iam:*', true],
    ['iam:Put*', true],
    ['iam:PassRole', undefined],
  ])('notes who may administer IAM: %s', (action, administersIam) => {
    expect(factsOf(someoneFound({ grants: [allowing(action)] })).administersIam).toBe(administersIam);
  });

  it('asks policies for no action that is not named before', () => {
    const mayAllow = (action: string) => askedFor(someRules()).includes(action);
    const asked: string[] = [];
    const grants = {
      allowsSomething: true,
      mayAllow: (action: string) => asked.push(action) > 0 && mayAllow(action),
      extentOf: () => 'beyond' as const,
      servicesAmong: () => [],
    };
    factsOf(someoneFound({ grants: [grants] }));
    expect(asked.filter((action) => !mayAllow(action))).toEqual([]);
  });

  it('notes services of which policies allow no more than every boundary lets through', () => {
    const rules = someRules({ alwaysAllow: ['kms:*', 'sts:AssumeRole'] });
    const grants = [
      grantsOf(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: ['sts:AssumeRole', 's3:*', 'iam:*AccessKey*', 'iam:PassRole'] },
        }),
        'a policy',
        sparedBy(rules),
      ),
    ];
    expect(factsOf(someoneFound({ kind: 'user', grants }), { rules }).spared).toEqual(['iam', 'sts']);
    // No boundary lets a role look after credentials.
    expect(factsOf(someoneFound({ kind: 'role', grants }), { rules }).spared).toEqual(['sts']);
    const more = [...grants, grantsOf('{"Statement":{"Effect":"Allow","Action":"sts:*"}}', 'another', sparedBy(rules))];
    expect(factsOf(someoneFound({ grants: more }), { rules })).not.toHaveProperty('spared');
  });

  it('notes protection and exemption', () => {
    const found = someoneFound({ tags: { Team: 'data' }, path: '/aws-service-role/ecs.amazonaws.com/' });
    expect(factsOf(found, { exemptions: [exemption] })).toMatchObject({
      protection: 'service-linked-role',
      exemption: { from: ['tags'], reason: 'own tags' },
    });
  });
});
