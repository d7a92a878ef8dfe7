import { grantsIn, withKept } from '../../../../../src/guardrails/permissions-boundary/apply/plan/keeping';
import type { ResourceGrant } from '../../../../../src/domain/policy/resource-grants';
import { ACCOUNT, aRow } from '../../../../support/permissions-boundary';

const ETL = aRow();
const BUCKET = 'arn:aws:s3:::shared';
const aGrant = (more: Partial<ResourceGrant> = {}): ResourceGrant => ({
  ...{ resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`, service: 'kms', roles: [ETL.arn], like: [], but: [] },
  ...more,
});
const keptOf = (row: typeof ETL, ...grants: readonly ResourceGrant[]) =>
  withKept([row], grants)[0]?.keptByResourcePolicy;

describe('what a role keeps', () => {
  it.each<[string, Partial<ResourceGrant>]>([
    ['its ARN', {}],
    ['its unique id', { roles: [ETL.id] }],
    ['a pattern', { roles: [], like: [`arn:aws:iam::${ACCOUNT}:role/e*`] }],
  ])('is the service of a resource that names it by %s', (_, more) => {
    expect(keptOf(ETL, aGrant(more))).toEqual([{ service: 'kms', by: [aGrant().resource], resources: 1 }]);
  });

  it('is said with the first of many resources and their number, in order', () => {
    const keys = [4, 2, 3, 1].map((number) => aGrant({ resource: `arn:key/${number}` }));
    expect(keptOf(ETL, ...keys, aGrant({ resource: 'arn:role', service: 'sts' }))).toEqual([
      { service: 'kms', by: ['arn:key/1', 'arn:key/2', 'arn:key/3'], resources: 4 },
      { service: 'sts', by: ['arn:role'], resources: 1 },
    ]);
  });

  it('is said with the resource that keeps it for the most roles first, which would hide behind others otherwise', () => {
    const roles = ['b', 'c'].map((name) => aRow({ name, arn: `${ETL.arn}-${name}`, id: `AROA${name}` }));
    const keys = [1, 2, 3].map((number) => aGrant({ resource: `arn:key/${number}` }));
    const forAll = aGrant({ resource: 'arn:key/z', roles: [], like: ['*'] });
    const kept = withKept([ETL, ...roles], [...keys, forAll]).map((row) => row.keptByResourcePolicy);
    expect(kept[0]).toEqual([{ service: 'kms', by: ['arn:key/z', 'arn:key/1', 'arn:key/2'], resources: 4 }]);
    expect(kept[1]).toEqual([{ service: 'kms', by: ['arn:key/z'], resources: 1 }]);
  });

  describe('by resources that keep it for more than five roles', () => {
    const roles = Array.from({ length: 6 }, (_, index) => aRow({ arn: `${ETL.arn}-${index}`, id: `AROA${index}` }));
    const forAll = (count: number) =>
      Array.from({ length: count }, (_, index) => aGrant({ resource: `arn:key/all-${index}`, roles: [], like: ['*'] }));
    const own = aGrant({ resource: 'arn:key/own', roles: [roles[0]?.arn ?? ''] });
    const byOf = (...grants: readonly ResourceGrant[]) =>
      withKept(roles, grants).map((row) => row.keptByResourcePolicy?.flatMap(({ by }) => by));

    it('is said with all of them, and with others that keep it for that role alone', () => {
      const five = forAll(5).map(({ resource }) => resource);
      const [first, ...others] = byOf(...forAll(5), own);
      expect(first).toEqual([...five, own.resource]);
      expect(others).toEqual(Array.from({ length: 5 }, () => five));
    });

    it('is said with ten of them, three more and their number, so that a summary does not grow without end', () => {
      const [first, second] = byOf(...forAll(20), own);
      expect([first?.length, second?.length]).toEqual([13, 13]);
      expect(first).toContain(own.resource);
      expect(withKept(roles, [...forAll(20), own])[0]?.keptByResourcePolicy?.[0]?.resources).toBe(21);
    });
  });

  it.each<[string, Partial<typeof ETL>, Partial<ResourceGrant>]>([
    ['somebody else is named', {}, { roles: [`${ETL.arn}-2`] }],
    ['its boundary lets the service through anyway', {}, { service: 's3' }],
    ['it is left alone', { decision: { kind: 'leave', reason: 'exempt' } }, {}],
    ['it is a user, whom no boundary limits in what names its ARN', { kind: 'user' }, {}],
  ])('is nothing where %s', (_, row, grant) => {
    expect(keptOf(aRow(row), aGrant(grant))).toBeUndefined();
  });
});

describe('what resource policies grant', () => {
  const text = (AWS: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: '*', Resource: '*' }] });
  const earlier = [aGrant({ resource: BUCKET, service: 's3' }), aGrant()];
  const known = { earlier, accountId: ACCOUNT };

  it('is what trust policies and resources say, of which the latter are remembered', () => {
    const trust = aGrant({ resource: 'arn:aws:iam::111122223333:role/deploy', service: 'sts' });
    const found = grantsIn([trust], { policies: [{ arn: BUCKET, text: text(ETL.arn) }], unread: [] }, known);
    expect(found.remembered).toEqual([aGrant({ resource: BUCKET, service: 's3' })]);
    expect(found.all).toEqual([trust, ...found.remembered]);
  });

  it.each([
    ['a bucket', BUCKET, [earlier[0]]],
    ['all buckets', 'arn:aws:s3:::*', [earlier[0]]],
    ['a service in a Region', `arn:aws:kms:us-east-1:${ACCOUNT}:*`, [earlier[1]]],
    ['a service in another Region', `arn:aws:kms:eu-west-1:${ACCOUNT}:*`, []],
  ])('is what an earlier run found where it cannot be read: %s', (_, arn, expected) => {
    const { all, remembered } = grantsIn([], { policies: [], unread: [{ arn, why: 'AccessDenied' }] }, known);
    expect([all, remembered]).toEqual([expected, expected]);
  });

  it('is what an earlier run found of a text that is no policy', () => {
    expect(grantsIn([], { policies: [{ arn: BUCKET, text: '{' }], unread: [] }, known).all).toEqual([earlier[0]]);
  });

  it('is no longer what the policy of a resource no longer says', () => {
    expect(grantsIn([], { policies: [{ arn: BUCKET, text: text(`${ETL.arn}-2`) }], unread: [] }, known).all).toEqual([
      aGrant({ resource: BUCKET, service: 's3', roles: [`${ETL.arn}-2`] }),
    ]);
  });
});
