import { review } from '../../src/review/review';
import { aPlan, aResource, weakerBy } from './support/plan';

const DEPLOYER = 'arn:aws:iam::111122223333:role/deployer';
const ADMIN = 'arn:aws:iam::111122223333:user/ada';

describe('the policy of a role of a function', () => {
  const sparing = (...Resource: readonly string[]) => ({
    policy: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: ['iam:PutRolePermissionsBoundary'], Resource: '*' },
        ...(Resource.length === 0
          ? []
          : [{ Sid: 'Spare', Effect: 'Deny', Action: ['iam:PutRolePermissionsBoundary'], Resource }]),
      ],
    }),
  });
  const type = 'aws_iam_role_policy';
  const released = (before: object, now: object, words: readonly string[] = []) =>
    review(
      aPlan([aResource(type, before, now)], {
        settings: [{ protectedPrincipals: [`arn ${DEPLOYER}, reason deploys`] }, { protectedPrincipals: words }],
      }),
    ).resources.weaker.flatMap(({ says }) => says);

  it.each([
    [
      'the statement that spares somebody',
      sparing(DEPLOYER),
      sparing(),
      'it no longer denies iam:PutRolePermissionsBoundary',
    ],
    ['one of the spared', sparing(DEPLOYER, ADMIN), sparing(DEPLOYER), `it no longer denies anything on ${ADMIN}`],
    ['all that is known of it', sparing(DEPLOYER), {}, 'what it denies is not known before the apply'],
  ])('is weaker without %s', (_, before, now, says) => {
    expect(weakerBy(type, before, now)).toEqual([says]);
  });

  it('is not weaker by what it may do no more, or by somebody more who is spared', () => {
    const less = { policy: sparing(DEPLOYER).policy.replace('"Allow"', '"Deny"') };
    expect(weakerBy(type, sparing(DEPLOYER), less)).toEqual([]);
    expect(weakerBy(type, sparing(DEPLOYER), sparing(DEPLOYER, ADMIN))).toEqual([]);
  });

  it('spares nobody whom the settings do not, without being weaker', () => {
    expect(released(sparing(DEPLOYER, ADMIN), sparing(ADMIN))).toEqual([]);
    expect(released(sparing(DEPLOYER), sparing())).toEqual([]);
  });

  it('is weaker where the settings go on naming somebody, or name somebody else no more', () => {
    const stays = [`arn ${DEPLOYER}, reason another`];
    expect(released(sparing(DEPLOYER, ADMIN), sparing(ADMIN), stays)).toEqual([
      `it no longer denies anything on ${DEPLOYER}`,
    ]);
    expect(released(sparing(DEPLOYER, ADMIN), sparing(DEPLOYER))).toEqual([`it no longer denies anything on ${ADMIN}`]);
  });
});

describe('the seed of an admin group', () => {
  const seeded = (memberIds: readonly string[], groupId = 'AGPAONE', of = groupId) => ({
    item: JSON.stringify({
      ...{ pk: { S: `111122223333#${of}` }, sk: { S: 'revoker#seed' } },
      seed: { S: JSON.stringify({ version: 1, groupId, memberIds, at: '2026-06-01T00:00:00Z' }) },
    }),
  });
  const type = 'aws_dynamodb_table_item';

  it.each<readonly [string, object, object, readonly string[]]>([
    ['somebody more', seeded(['A']), seeded(['A', 'B', 'C']), ['B counts as an admin', 'C counts as an admin']],
    ['another group', seeded(['A']), seeded(['A'], 'AGPATWO'), ['it is of another group (AGPATWO)']],
    ['the place of another', seeded(['A']), seeded(['A'], 'AGPAONE', 'AGPATWO'), ['it is of another group (AGPAONE)']],
    [
      'what nobody knows yet',
      seeded(['A']),
      {},
      ['it is written anew: whoever is in the group by then counts as an admin'],
    ],
    [
      'what is no seed',
      seeded(['A']),
      { item: '{' },
      ['it is written anew: whoever is in the group by then counts as an admin'],
    ],
    ['somebody less', seeded(['A', 'B']), seeded(['A']), []],
  ])('that gets %s is judged', (_, before, now, says) => {
    expect(weakerBy(type, before, now)).toEqual(says);
  });

  it('leaves nobody known as an admin where it is taken away', () => {
    expect(review(aPlan([aResource(type, seeded(['A']), null)])).resources.weaker).toEqual([
      { address: `${type}.one`, says: ['it is deleted: nobody in its group is known as an admin'] },
    ]);
  });

  it('is judged by nobody where the item is none', () => {
    expect(weakerBy(type, { item: '{"pk":{"S":"a"}}' }, { item: '{"pk":{"S":"b"}}' })).toEqual([]);
  });
});
