import { grantsOf } from '../../../src/domain/policy/granting';

const allow = (statement: object) => ({ Effect: 'Allow', Resource: '*', ...statement });
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const grants = (...statements: readonly object[]) => grantsOf(policy(...statements), 'a policy');
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

describe('grantsOf', () => {
  it.each([
    ['an action by its name', allow({ Action: 'iam:PassRole' }), true],
    ['an action in another case', allow({ Action: ['s3:*', 'IAM:passrole'] }), true],
    ['a service', allow({ Action: 'iam:*' }), true],
    ['everything', allow({ Action: '*' }), true],
    ['a pattern', allow({ Action: 'iam:P?ss*' }), true],
    ['all but another service', allow({ NotAction: 's3:*' }), true],
    ['all but that service', allow({ NotAction: ['s3:*', 'iam:*'] }), false],
    ['all but everything', allow({ NotAction: '*' }), false],
    ['an action of another service', allow({ Action: 's3:PassRole' }), false],
    ['an action under a condition', allow({ Action: 'iam:PassRole', Condition: { Bool: { a: 'true' } } }), true],
  ])('tells of an Allow of %s whether iam:PassRole is in it', (_, statement, expected) => {
    expect(grants(statement).mayAllow('iam:PassRole')).toBe(expected);
  });

  it('lets no deny take away what somebody may keep', () => {
    const both = grants(allow({ Action: '*' }), { Effect: 'Deny', Action: 'iam:*', Resource: '*' });
    expect(both.mayAllow('iam:PassRole')).toBe(true);
  });

  it('takes a deny for no grant', () => {
    const denied = grants({ Effect: 'Deny', NotAction: 's3:*', Resource: '*' });
    expect([denied.allowsSomething, denied.mayAllow('iam:PassRole')]).toEqual([false, false]);
  });

  it.each([
    ['any action of it is allowed', allow({ Action: 'kms:Decrypt' }), true],
    ['none of it is', allow({ Action: 's3:*' }), false],
    ['all but another service is', allow({ NotAction: 's3:*' }), true],
    ['all but that service is', allow({ NotAction: 'kms:*' }), false],
    ['all but some of it is', allow({ NotAction: ['kms:Decrypt', 'kms:?'] }), true],
  ])('may allow a pattern where %s', (_, statement, expected) => {
    expect(grants(statement).mayAllow('kms:*')).toBe(expected);
  });

  it.each([
    ['an action', grants(allow({ Action: 's3:GetObject' })), true],
    ['all but some', grants(allow({ NotAction: 'iam:*' })), true],
    ['all but everything', grants(allow({ NotAction: ['*'] })), false],
    ['no statement at all', grants(), false],
  ])('knows of %s whether it is anything', (_, { allowsSomething }, expected) => {
    expect(allowsSomething).toBe(expected);
  });

  it.each([
    ['URL-encoded, as IAM answers', encoded(policy(allow({ Action: 'iam:Pass*' })))],
    ['plain', policy(allow({ Action: 'iam:Pass*' }))],
    ['with one statement that stands alone', JSON.stringify({ Statement: allow({ Action: 'iam:Pass*' }) })],
  ])('reads a document %s', (_, text) => {
    expect(grantsOf(text, 'a policy').mayAllow('iam:PassRole')).toBe(true);
  });

  it.each([
    ['no action', { Action: [] }],
    ['all but everything', { NotAction: '*' }],
    ['all but everything, written otherwise', { NotAction: ['s3:*', '**'] }],
  ])('finds nothing allowed in an Allow of %s', (_, actions) => {
    expect(grantsOf(policy(allow(actions)), 'a policy').allowsSomething).toBe(false);
  });

  it.each([
    ['no JSON', 'Allow *'],
    ['a broken escape', '%7B%'],
    ['no statement', '{"Version":"2012-10-17"}'],
    ['a statement that is a text', '{"Statement":["Allow"]}'],
    ['an Allow of nothing', policy({ Effect: 'Allow', Resource: '*' })],
    ['an Allow of a number', policy(allow({ Action: [1] }))],
  ])('refuses %s, and says whose document it is', (_, text) => {
    expect(() => grantsOf(text, 'policy x of role etl')).toThrow(/^policy x of role etl is no policy: /);
  });
});

describe('how far a policy goes into a service', () => {
  const spared = ['sts:AssumeRole', 'iam:*AccessKey*'];
  const extent = (...statements: readonly object[]) =>
    grantsOf(policy(...statements), 'a policy', spared).extentOf('sts');

  it.each([
    ['nothing', 'another service', allow({ Action: 's3:*' })],
    ['spared', 'what is spared, in other letters', allow({ Action: 'STS:assumerole' })],
    ['spared', 'what is spared beside another service', allow({ Action: ['sts:AssumeRole', 's3:*'] })],
    ['beyond', 'more than what is spared', allow({ Action: ['sts:AssumeRole', 'sts:Get*'] })],
    ['beyond', 'a pattern that means more', allow({ Action: 'sts:Assume*' })],
    ['beyond', 'everything', allow({ Action: '*' })],
    ['beyond', 'all but another service', allow({ NotAction: 's3:*' })],
    ['nothing', 'all but that service', allow({ NotAction: ['sts:*'] })],
  ])('is %s for one that allows %s', (expected, _, statement) => {
    expect(extent(statement)).toBe(expected);
  });

  it('is as far as the widest of its statements', () => {
    expect(extent(allow({ Action: 'sts:AssumeRole' }), allow({ Action: 'sts:GetFederationToken' }))).toBe('beyond');
  });
});

describe('the services of which policies allow something', () => {
  const known = ['ec2', 's3', 's3express', 'sqs'];

  it.each([
    ['an action of theirs', [allow({ Action: ['s3:GetObject', 'SQS:*', 'brand-new:Do'] })], ['brand-new', 's3', 'sqs']],
    ['a pattern of services', [allow({ Action: 's3*:Get*' })], ['s3', 's3express']],
    ['everything', [allow({ Action: '*' })], { allBut: [] }],
    ['some actions of every service', [allow({ Action: '*:Get*' })], { allBut: [] }],
    ['all but a service', [allow({ NotAction: 's3:*' })], { allBut: ['s3'] }],
    ['all but a part of a service', [allow({ NotAction: ['s3:Get*', 'sqs:*'] })], { allBut: ['sqs'] }],
    ['all but everything', [allow({ NotAction: '*' })], []],
    ['several', [allow({ NotAction: ['s3:*', 'sqs:*'] }), allow({ Action: 's3:GetObject' })], { allBut: ['sqs'] }],
    ['nothing, but a deny', [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }], []],
  ])('are told of an Allow of %s', (_, statements, expected) => {
    expect(grants(...statements).servicesAmong(known)).toEqual(expected);
  });
});
