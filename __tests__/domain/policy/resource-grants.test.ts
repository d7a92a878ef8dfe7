import { UnreadablePolicy } from '../../../src/domain/policy/document';
import { grantsFinder } from '../../../src/domain/policy/grants-to';
import { resourceGrantsOf } from '../../../src/domain/policy/resource-grants';

const ACCOUNT = '111122223333';
const KEY = { arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`, service: 'kms', accountId: ACCOUNT };
const etl = { arn: `arn:aws:iam::${ACCOUNT}:role/jobs/etl`, id: 'AROAETL00000000000001' };
const other = { arn: `arn:aws:iam::${ACCOUNT}:role/jobs/other`, id: 'AROAOTHER0000000000001' };
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const text = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (more: object) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...more });
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

/** Which of two roles a statement names. */
function named(...statements: object[]): string[] {
  const grants = resourceGrantsOf(text(...statements), KEY);
  const grantsTo = grantsFinder(grants);
  return Object.entries({ etl, other }).flatMap(([name, role]) => (grantsTo(role).size > 0 ? [name] : []));
}

describe('what a resource grants to roles by name', () => {
  it.each<[string, object]>([
    ['its ARN, with its path', { Principal: { AWS: etl.arn } }],
    ['its ARN among others', { Principal: { AWS: ['arn:aws:iam::444455556666:root', etl.arn] } }],
    ['its unique id', { Principal: { AWS: etl.id } }],
    [
      'its ARN, under a condition that nobody here knows',
      { Principal: { AWS: etl.arn }, ...when('Bool', 'x:y', 'true') },
    ],
    ['all actions', { Principal: { AWS: etl.arn }, Action: '*' }],
    ['all actions but some', { Principal: { AWS: etl.arn }, Action: undefined, NotAction: 'kms:Delete*' }],
    ['a wildcard of actions that means some of the service', { Principal: { AWS: etl.arn }, Action: 'km?:Decrypt' }],
    ['everybody, and a condition on its ARN', { Principal: '*', ...when('ArnEquals', 'aws:PrincipalArn', etl.arn) }],
    [
      'everybody of AWS, and the same',
      { Principal: { AWS: '*' }, ...when('StringEquals', 'AWS:principalarn', etl.arn) },
    ],
    [
      'the account, and a pattern',
      { Principal: { AWS: ROOT }, ...when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/*/etl`) },
    ],
    ['the account by its number', { Principal: { AWS: ACCOUNT }, ...when('StringLike', 'aws:PrincipalArn', '*/etl') }],
    [
      'one of several patterns',
      { Principal: '*', ...when('ForAnyValue:StringLikeIfExists', 'aws:PrincipalArn', ['*/none', '*/etl']) },
    ],
    [
      'a pattern with a variable',
      { Principal: '*', ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::${aws:PrincipalAccount}:role/jobs/etl') },
    ],
    ['the id of its sessions', { Principal: '*', ...when('StringLike', 'aws:userId', `${etl.id}:*`) }],
  ])('names a role by %s', (_, statement) => {
    expect(named(allow(statement))).toEqual(['etl']);
  });

  it.each<[string, object]>([
    ['the account, which identity policies hand on', { Principal: { AWS: ROOT } }],
    ['everybody, whom no boundary limits', { Principal: '*', ...when('StringEquals', 'kms:CallerAccount', ACCOUNT) }],
    ['a service', { Principal: { Service: 'ec2.amazonaws.com' } }],
    ['a user', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/etl` } }],
    ['a session', { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/etl/job` } }],
    ['a role of the same name in another account', { Principal: { AWS: etl.arn.replace(ACCOUNT, '444455556666') } }],
    ['a provider of identities', { Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` } }],
    ['a role that was made anew: AWS keeps the id of the old one', { Principal: { AWS: 'AROAGONE00000000000001' } }],
    ['a role, to which it denies', { Effect: 'Deny', Principal: { AWS: etl.arn } }],
    ['a role, for actions of another service', { Principal: { AWS: etl.arn }, Action: ['iam:*', 's3:GetObject'] }],
  ])('names no role by %s', (_, statement) => {
    expect(named(allow(statement))).toEqual([]);
  });

  it('may mean every role but those that NotPrincipal lists', () => {
    expect(named(allow({ NotPrincipal: { AWS: etl.arn } }))).toEqual(['other']);
  });

  it.each(['ArnNotLike', 'StringNotEquals', 'SomethingNew'])(
    'may mean every role where a condition is not understood: %s',
    (operator) => {
      expect(named(allow({ Principal: { AWS: ROOT }, ...when(operator, 'aws:PrincipalArn', etl.arn) }))).toEqual([
        'etl',
        'other',
      ]);
    },
  );

  it('grants nothing but actions of the service of the resource', () => {
    const grants = resourceGrantsOf(text(allow({ Principal: { AWS: etl.arn }, Action: ['iam:*', 'kms:*'] })), KEY);
    expect(grants).toEqual([{ resource: KEY.arn, service: 'kms', roles: [etl.arn], like: [], but: [] }]);
  });

  it('is read whether it is encoded or not, and whether it stands in a list or not', () => {
    const single = JSON.stringify({ Statement: allow({ Principal: { AWS: etl.arn } }) });
    expect(resourceGrantsOf(encodeURIComponent(single), KEY)).toHaveLength(1);
  });

  it('is not known of a text that is no policy', () => {
    expect(() => resourceGrantsOf('no policy', KEY)).toThrow(UnreadablePolicy);
  });
});

describe('a name that nobody has', () => {
  it.each([
    ['an empty ARN', when('StringEquals', 'aws:PrincipalArn', '')],
    ['the name of a session alone', when('StringEquals', 'aws:userid', ':x')],
  ])('is none that a run would stumble over: %s', (_, condition) => {
    const grants = resourceGrantsOf(text(allow({ Principal: { AWS: ROOT }, ...condition })), KEY);
    expect(grants.flatMap(({ like, roles, but }) => [...like, ...roles, ...but])).not.toContain('');
    expect(grantsFinder(grants)(etl).size).toBe(0);
  });
});
