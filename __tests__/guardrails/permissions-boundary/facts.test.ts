import { grantsOf } from '../../../src/domain/granting';
import { factsOf } from '../../../src/guardrails/permissions-boundary/facts';
import { someoneFound, someRules } from '../../support/permissions-boundary';

const TODAY = '2026-06-01';
const allowing = (...Action: readonly string[]) =>
  grantsOf(JSON.stringify({ Statement: { Effect: 'Allow', Action, Resource: '*' } }), 'a policy');

const exemption = {
  match: { tag: 'team' },
  from: ['tags' as const],
  owner: 'data',
  reason: 'own tags',
};

describe('factsOf', () => {
  it('notes nothing of an ordinary role without policies', () => {
    expect(factsOf(someoneFound(), someRules(), [], TODAY)).toEqual({
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
    expect(factsOf(someoneFound({ tags }), someRules(), [], TODAY)).toMatchObject({
      ownTags: { Permissions_Granted: '3', Permissions_Services_12: 's3' },
      otherTags: 3,
    });
  });

  it('notes which of the actions to keep any of the policies may allow', () => {
    const found = someoneFound({ grants: [allowing('s3:*'), allowing('iam:Pass*')] });
    const rules = someRules({ alwaysKeep: ['kms:*', 'iam:PassRole'] });
    expect(factsOf(found, rules, [], TODAY)).toMatchObject({ mayDoSomething: true, keeps: ['iam:PassRole'] });
  });

  it.each([
    [['administrators'], true],
    [['Administrators2', 'Ops'], undefined],
  ])('notes whether somebody is in an admin group, whatever the case of its name: %j', (groups, admin) => {
    const rules = someRules({ adminGroups: ['Administrators'] });
    expect(factsOf(someoneFound({ kind: 'user', groups }), rules, [], TODAY).admin).toBe(admin);
  });

  it('notes protection and exemption', () => {
    const found = someoneFound({ tags: { Team: 'data' }, path: '/aws-service-role/ecs.amazonaws.com/' });
    expect(factsOf(found, someRules(), [exemption], TODAY)).toMatchObject({
      protection: 'service-linked-role',
      exemption: { from: ['tags'], reason: 'own tags' },
    });
  });
});
