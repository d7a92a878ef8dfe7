import { evaluate, type Verdict } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy, type ParsedPolicy } from '../../src/embedded-account/policy/statement';

const policy = (...Statement: object[]): ParsedPolicy =>
  parseIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object = {}) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });

const BOB = 'arn:aws:iam::111122223333:user/team/bob';
const keys = new RequestContext({ 'aws:username': 'bob', 'aws:userid': 'AIDABOB' });
const getUser = { action: 'iam:GetUser', resource: BOB, context: keys };

function judge(identity: readonly ParsedPolicy[], boundary?: ParsedPolicy, request = getUser): string {
  const verdict: Verdict = evaluate(request, identity, boundary);
  return verdict.kind === 'allowed' ? verdict.kind : `${verdict.kind} by ${verdict.by}`;
}

describe('evaluate', () => {
  it.each([
    ['nothing says anything', [], undefined, 'implicit-deny by identity-based policy'],
    ['an identity policy allows', [policy(allow())], undefined, 'allowed'],
    [
      'one policy allows and another denies',
      [policy(allow()), policy(deny())],
      undefined,
      'explicit-deny by identity-based policy',
    ],
    ['a deny stands before the allow', [policy(deny(), allow())], undefined, 'explicit-deny by identity-based policy'],
    ['identity policy and boundary allow', [policy(allow())], policy(allow()), 'allowed'],
    ['only the boundary allows', [], policy(allow()), 'implicit-deny by identity-based policy'],
    [
      'the boundary does not allow',
      [policy(allow())],
      policy(allow({ Action: 's3:*' })),
      'implicit-deny by permissions boundary',
    ],
    [
      'the boundary denies',
      [policy(allow())],
      policy(allow(), deny({ Action: 'iam:*' })),
      'explicit-deny by permissions boundary',
    ],
  ] as const)('when %s', (_, identity, boundary, expected) => {
    expect(judge(identity, boundary)).toBe(expected);
  });

  it.each([
    ['the action itself', 'iam:GetUser', true],
    ['the action in other letters', 'IAM:getuser', true],
    ['all actions of the service', 'iam:*', true],
    ['actions that begin alike', 'iam:Get*', true],
    ['one unknown letter', 'iam:GetUse?', true],
    ['two unknown letters for one', 'iam:GetUser?', false],
    ['actions of another service', 's3:*', false],
    ['actions that begin otherwise', 'iam:List*', false],
  ])('an Action of %s', (_, Action, allowed) => {
    expect(judge([policy(allow({ Action }))])).toBe(allowed ? 'allowed' : 'implicit-deny by identity-based policy');
  });

  it.each([
    ['the very user', BOB, true],
    ['all users', 'arn:aws:iam::111122223333:user/*', true],
    ['all users of a path', 'arn:aws:iam::111122223333:user/team/*', true],
    ['users of another path', 'arn:aws:iam::111122223333:user/other/*', false],
    ['the user without the path', 'arn:aws:iam::111122223333:user/bob', false],
    ['users of any account', 'arn:aws:iam::*:user/*', true],
    ['users of another account', 'arn:aws:iam::444455556666:user/*', false],
    ['a star that would have to reach across colons', 'arn:aws:*:user/team/bob', false],
    ['the user in other letters', 'arn:aws:iam::111122223333:user/team/BOB', false],
    ['the caller by variable', 'arn:aws:iam::111122223333:user/team/${aws:username}', true],
    ['a variable without a value', 'arn:aws:iam::111122223333:user/${aws:PrincipalTag/team}/bob', false],
  ])('a Resource of %s', (_, Resource, allowed) => {
    expect(judge([policy(allow({ Resource }))])).toBe(allowed ? 'allowed' : 'implicit-deny by identity-based policy');
  });

  it.each([
    ['NotAction of the action', { Action: undefined, NotAction: 'iam:GetUser' }, false],
    ['NotAction of others', { Action: undefined, NotAction: 's3:*' }, true],
    ['NotResource of the resource', { Resource: undefined, NotResource: BOB }, false],
    ['NotResource of others', { Resource: undefined, NotResource: 'arn:aws:iam::111122223333:user/eve' }, true],
  ])('an Allow with %s', (_, statement, allowed) => {
    expect(judge([policy(allow(statement))])).toBe(allowed ? 'allowed' : 'implicit-deny by identity-based policy');
  });

  it('takes the value of a variable literally, so that a user called * is not everybody', () => {
    const context = new RequestContext({ 'aws:username': '*' });
    const request = { ...getUser, context };
    const own = policy(allow({ Resource: 'arn:aws:iam::111122223333:user/team/${aws:username}' }));
    expect(judge([own], undefined, request)).toBe('implicit-deny by identity-based policy');
  });

  it('grants nothing by a condition it does not know', () => {
    const odd = policy(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }));
    expect(judge([odd])).toBe('implicit-deny by identity-based policy');
  });

  it('refuses to judge a Deny whose condition it does not know', () => {
    const odd = policy(allow(), deny({ Condition: { StringEquals: { 'aws:Moon': 'full' } } }));
    expect(() => judge([odd])).toThrow('aws:Moon is not known');
  });
});

describe('parseIdentityPolicy', () => {
  it.each([
    ['a misspelt element', { Effect: 'Allow', Actions: 'iam:*', Resource: '*' }],
    ['an effect in small letters', { Effect: 'allow', Action: 'iam:*', Resource: '*' }],
    ['both Action and NotAction', allow({ NotAction: 'iam:*' })],
    ['a Principal', allow({ Principal: '*' })],
    ['no Resource', { Effect: 'Allow', Action: '*' }],
  ])('refuses %s', (_, statement) => {
    expect(() => policy(statement)).toThrow();
  });
});
