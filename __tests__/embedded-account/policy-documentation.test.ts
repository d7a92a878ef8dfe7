import { evaluate } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy } from '../../src/embedded-account/policy/statement';

/** What AWS's user guide says of a request; the evaluator has to say the same. */
interface Documented {
  readonly identity: readonly object[];
  readonly boundary?: readonly object[];
  /** @default '2012-10-17' */
  readonly version?: string;
  readonly action: string;
  /** @default '*' */
  readonly on?: string;
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

const ALLOWED = 'allowed';
const DENIED = 'explicit-deny by identity-based policy';
const NOT_GRANTED = 'implicit-deny by identity-based policy';
const BEYOND_BOUNDARY = 'implicit-deny by permissions boundary';
const DENIED_BY_BOUNDARY = 'explicit-deny by permissions boundary';

function judge({ identity, boundary, version = '2012-10-17', action, on = '*', keys = {} }: Documented): string {
  const policy = (Statement: readonly object[]) => parseIdentityPolicy(JSON.stringify({ Version: version, Statement }));
  const request = { action, resource: on, context: new RequestContext(keys) };
  const verdict = evaluate(
    request,
    identity.map((one) => policy([one])),
    boundary && policy(boundary),
  );
  return verdict.kind === 'allowed' ? ALLOWED : `${verdict.kind} by ${verdict.by}`;
}

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});
const deny = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});
const when = (Condition: object) => ({ Condition });

const ACCOUNT = '111122223333';
const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

describe('Permissions boundaries for IAM entities', () => {
  const SHIRLEY = [allow(['s3:*', 'cloudwatch:*', 'ec2:*'])];

  it.each<[string, Documented, string]>([
    [
      'Shirley may not create users although her policy allows it',
      { identity: [allow('iam:CreateUser')], boundary: SHIRLEY, action: 'iam:CreateUser' },
      BEYOND_BOUNDARY,
    ],
    [
      'a boundary gives Shirley nothing on its own',
      { identity: [allow('iam:CreateUser')], boundary: SHIRLEY, action: 's3:GetObject' },
      NOT_GRANTED,
    ],
    [
      'Shirley may do what both allow',
      { identity: [allow('ec2:RunInstances')], boundary: SHIRLEY, action: 'ec2:RunInstances' },
      ALLOWED,
    ],
    [
      'a deny of the policy overrides what both allow',
      { identity: [allow('ec2:*'), deny('ec2:RunInstances')], boundary: SHIRLEY, action: 'ec2:RunInstances' },
      DENIED,
    ],
    [
      'a deny of the boundary overrides what both allow',
      { identity: [allow('ec2:*')], boundary: [...SHIRLEY, deny('ec2:RunInstances')], action: 'ec2:RunInstances' },
      DENIED_BY_BOUNDARY,
    ],
  ])('%s', (_, documented, expected) => {
    expect(judge(documented)).toBe(expected);
  });

  const COMPANY = [
    allow(['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*']),
    allow(['iam:ListUsers', 'iam:GetAccountPasswordPolicy']),
    allow(
      ['iam:*AccessKey*', 'iam:ChangePassword', 'iam:GetUser', 'iam:*ServiceSpecificCredential*'],
      ['arn:aws:iam::*:user/${aws:username}'],
    ),
    deny('s3:*', ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*']),
    deny('ec2:*', 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0'),
  ];
  const keys = { 'aws:username': 'Nikhil' };
  const instance = (id: string) => `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${id}`;

  it.each<[string, string, string, string]>([
    ['objects of any bucket', 's3:GetObject', 'arn:aws:s3:::data/one', ALLOWED],
    ['the bucket of the logs', 's3:ListBucket', 'arn:aws:s3:::logs', DENIED_BY_BOUNDARY],
    ['the logs', 's3:GetObject', 'arn:aws:s3:::logs/today', DENIED_BY_BOUNDARY],
    ['a bucket whose name begins like the one of the logs', 's3:ListBucket', 'arn:aws:s3:::logs-2', ALLOWED],
    ['the production instance', 'ec2:StopInstances', instance('i-1234567890abcdef0'), DENIED_BY_BOUNDARY],
    ['another instance', 'ec2:StopInstances', instance('i-0987654321'), ALLOWED],
    ['access keys of his own', 'iam:CreateAccessKey', user('Nikhil'), ALLOWED],
    ['access keys of others', 'iam:CreateAccessKey', user('Zhang'), BEYOND_BOUNDARY],
    ['the list of users', 'iam:ListUsers', '*', ALLOWED],
    ['new users', 'iam:CreateUser', user('new'), BEYOND_BOUNDARY],
    ['functions', 'lambda:InvokeFunction', '*', BEYOND_BOUNDARY],
  ])('Nikhil, to whom everything is granted, bounded by XCompanyBoundaries: %s', (_, action, on, expected) => {
    expect(judge({ identity: [allow('*')], boundary: COMPANY, action, on, keys })).toBe(expected);
  });

  const DELEGATED = [
    allow(
      [
        ...['iam:CreateUser', 'iam:DeleteUserPolicy', 'iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
        'iam:PutUserPermissionsBoundary',
      ],
      '*',
      when({ StringEquals: { 'iam:PermissionsBoundary': policyArn('XCompanyBoundaries') } }),
    ),
    allow(['cloudwatch:*', 'iam:GetUser', 'iam:DeletePolicy', 'iam:CreatePolicy', 'iam:*Group*']),
    deny(
      ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
      [policyArn('XCompanyBoundaries'), policyArn('DelegatedUserBoundary')],
    ),
    deny('iam:DeleteUserPermissionsBoundary'),
  ];
  const ZHANG = [
    allow('iam:*'),
    allow(['cloudwatch:GetDashboard', 'cloudwatch:ListMetrics']),
    allow('s3:ListBucket', 'arn:aws:s3:::ZhangBucket'),
  ];
  const bounded = (name: string) => ({ 'iam:PermissionsBoundary': policyArn(name) });

  it.each<[string, Omit<Documented, 'identity'>, string]>([
    ['a user with the boundary', { action: 'iam:CreateUser', keys: bounded('XCompanyBoundaries') }, ALLOWED],
    ['a user with another one', { action: 'iam:CreateUser', keys: bounded('Other') }, BEYOND_BOUNDARY],
    ['a user without any', { action: 'iam:CreateUser' }, BEYOND_BOUNDARY],
    ['another boundary', { action: 'iam:PutUserPermissionsBoundary', keys: bounded('Other') }, BEYOND_BOUNDARY],
    [
      'no boundary for somebody',
      { action: 'iam:DeleteUserPermissionsBoundary', keys: bounded('XCompanyBoundaries') },
      DENIED_BY_BOUNDARY,
    ],
    [
      'another text of the boundary',
      { action: 'iam:CreatePolicyVersion', on: policyArn('XCompanyBoundaries') },
      DENIED_BY_BOUNDARY,
    ],
    ['no boundary at all', { action: 'iam:DeletePolicy', on: policyArn('DelegatedUserBoundary') }, DENIED_BY_BOUNDARY],
    ['an end of another policy', { action: 'iam:DeletePolicy', on: policyArn('Other') }, ALLOWED],
    ['a group', { action: 'iam:CreateGroup' }, ALLOWED],
    ['a dashboard to look at', { action: 'cloudwatch:GetDashboard' }, ALLOWED],
    ['a dashboard to change', { action: 'cloudwatch:PutDashboard' }, NOT_GRANTED],
    ['a look into his bucket', { action: 's3:ListBucket', on: 'arn:aws:s3:::ZhangBucket' }, BEYOND_BOUNDARY],
  ])('Zhang, bounded by DelegatedUserBoundary, wants %s', (_, request, expected) => {
    expect(judge({ identity: ZHANG, boundary: DELEGATED, ...request })).toBe(expected);
  });
});

describe('Policy evaluation logic', () => {
  it.each<[string, Documented, string]>([
    ['everything is denied by default', { identity: [], action: 's3:GetObject' }, NOT_GRANTED],
    ['an allow overrides the default', { identity: [allow('s3:*')], action: 's3:GetObject' }, ALLOWED],
    [
      'a deny overrides any allow, in whatever policy and order',
      { identity: [deny('s3:GetObject'), allow('*'), allow('s3:GetObject')], action: 's3:GetObject' },
      DENIED,
    ],
    [
      'a deny that does not apply denies nothing',
      { identity: [allow('s3:*'), deny('s3:PutObject')], action: 's3:GetObject' },
      ALLOWED,
    ],
  ])('%s', (_, documented, expected) => {
    expect(judge(documented)).toBe(expected);
  });
});

describe('IAM JSON policy elements: Action and NotAction', () => {
  const notAction = (Effect: string, NotAction: string | readonly string[], Resource: string, more: object = {}) => ({
    ...{ Effect, NotAction, Resource },
    ...more,
  });
  const WITHOUT_MFA = notAction(
    'Deny',
    'iam:*',
    '*',
    when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
  );

  it.each<[string, Documented, string]>([
    [
      'iam:*AccessKey* covers what has it within',
      { identity: [allow('iam:*AccessKey*')], action: 'iam:ListAccessKeys' },
      ALLOWED,
    ],
    [
      'iam:*AccessKey* covers nothing else',
      { identity: [allow('iam:*AccessKey*')], action: 'iam:GetUser' },
      NOT_GRANTED,
    ],
    ['prefix and name ignore case', { identity: [allow('IAM:listaccesskeys')], action: 'iam:ListAccessKeys' }, ALLOWED],
    [
      'an allow of everything but the deletion of buckets, on S3: another action of S3',
      {
        identity: [notAction('Allow', 's3:DeleteBucket', 'arn:aws:s3:::*')],
        action: 's3:PutObject',
        on: 'arn:aws:s3:::b/o',
      },
      ALLOWED,
    ],
    [
      'an allow of everything but the deletion of buckets, on S3: that deletion',
      {
        identity: [notAction('Allow', 's3:DeleteBucket', 'arn:aws:s3:::*')],
        action: 's3:DeleteBucket',
        on: 'arn:aws:s3:::b',
      },
      NOT_GRANTED,
    ],
    [
      'an allow of everything but the deletion of buckets, on S3: another service',
      { identity: [notAction('Allow', 's3:DeleteBucket', 'arn:aws:s3:::*')], action: 'ec2:RunInstances' },
      NOT_GRANTED,
    ],
    [
      'an allow of all but IAM: IAM',
      { identity: [notAction('Allow', 'iam:*', '*')], action: 'iam:CreateUser' },
      NOT_GRANTED,
    ],
    ['an allow of all but IAM: S3', { identity: [notAction('Allow', 'iam:*', '*')], action: 's3:GetObject' }, ALLOWED],
    [
      'a deny of all but IAM grants no IAM',
      { identity: [notAction('Deny', 'iam:*', '*')], action: 'iam:GetUser' },
      NOT_GRANTED,
    ],
    [
      'a deny of all but IAM without MFA: S3 without MFA',
      { identity: [allow('*'), WITHOUT_MFA], action: 's3:GetObject', keys: { 'aws:MultiFactorAuthPresent': 'false' } },
      DENIED,
    ],
    [
      'a deny of all but IAM without MFA: S3 with a long-lived key, where the key is absent',
      { identity: [allow('*'), WITHOUT_MFA], action: 's3:GetObject' },
      DENIED,
    ],
    [
      'a deny of all but IAM without MFA: S3 with MFA',
      { identity: [allow('*'), WITHOUT_MFA], action: 's3:GetObject', keys: { 'aws:MultiFactorAuthPresent': 'true' } },
      ALLOWED,
    ],
    [
      'a deny of all but IAM without MFA: IAM without MFA',
      { identity: [allow('*'), WITHOUT_MFA], action: 'iam:EnableMFADevice' },
      ALLOWED,
    ],
  ])('%s', (_, documented, expected) => {
    expect(judge(documented)).toBe(expected);
  });

  it('a boundary of NotAction allows everything else', () => {
    const boundary = [notAction('Allow', 's3:*', '*')];
    expect(judge({ identity: [allow('*')], boundary, action: 'ec2:RunInstances' })).toBe(ALLOWED);
    expect(judge({ identity: [allow('*')], boundary, action: 's3:GetObject' })).toBe(BEYOND_BOUNDARY);
  });
});

describe('IAM JSON policy elements: Resource and NotResource', () => {
  it.each([
    ['1/test/object.jpg', ALLOWED],
    ['1/2/test/object.jpg', ALLOWED],
    ['1/2/test/3/object.jpg', ALLOWED],
    ['1-test/object.jpg', NOT_GRANTED],
    ['test/object.jpg', NOT_GRANTED],
    ['1/2/test.jpg', NOT_GRANTED],
  ])('bucket/*/test/* of bucket/%s is %s', (key, expected) => {
    const identity = [allow('s3:*', 'arn:aws:s3:::bucket/*/test/*')];
    expect(judge({ identity, action: 's3:GetObject', on: `arn:aws:s3:::bucket/${key}` })).toBe(expected);
  });

  it.each([
    ['arn:aws:s3:::HRBucket', NOT_GRANTED],
    ['arn:aws:s3:::HRBucket/Payroll/June', NOT_GRANTED],
    ['arn:aws:s3:::SalesBucket', DENIED],
  ])('a deny of S3 on all but the HR bucket, of %s: %s', (on, expected) => {
    const NotResource = ['arn:aws:s3:::HRBucket', 'arn:aws:s3:::HRBucket/*'];
    const identity = [{ Effect: 'Deny', Action: 's3:*', NotResource }];
    expect(judge({ identity, action: 's3:ListBucket', on })).toBe(expected);
  });

  it('a ? stands for one character', () => {
    const identity = [allow('iam:GetUser', user('bo?'))];
    expect(judge({ identity, action: 'iam:GetUser', on: user('bob') })).toBe(ALLOWED);
    expect(judge({ identity, action: 'iam:GetUser', on: user('bo') })).toBe(NOT_GRANTED);
    expect(judge({ identity, action: 'iam:GetUser', on: user('bobby') })).toBe(NOT_GRANTED);
  });
});

describe('IAM policy elements: variables', () => {
  const home = (version: string, name: string, keys: Documented['keys']) =>
    judge({
      identity: [allow('s3:*', 'arn:aws:s3:::homes/${aws:username}/*')],
      ...{ version, action: 's3:GetObject', on: `arn:aws:s3:::homes/${name}/file`, keys: keys ?? {} },
    });

  it.each<[string, string, string, Documented['keys'], string]>([
    ['are filled from the request', '2012-10-17', 'bob', { 'aws:username': 'bob' }, ALLOWED],
    ['are not those of somebody else', '2012-10-17', 'eve', { 'aws:username': 'bob' }, NOT_GRANTED],
    ['match nothing where the key is absent, as for a role', '2012-10-17', 'bob', {}, NOT_GRANTED],
    ['are text in the older version', '2008-10-17', 'bob', { 'aws:username': 'bob' }, NOT_GRANTED],
    ['are that very text in the older version', '2008-10-17', '${aws:username}', { 'aws:username': 'bob' }, ALLOWED],
  ])('%s', (_, version, name, keys, expected) => {
    expect(home(version, name, keys)).toBe(expected);
  });

  it.each([
    [{ 'aws:PrincipalTag/team': 'yellow' }, 'yellow', ALLOWED],
    [{ 'aws:PrincipalTag/team': 'yellow' }, 'company-wide', NOT_GRANTED],
    [{}, 'company-wide', ALLOWED],
  ])('have a default value: %j, of %s', (keys, folder, expected) => {
    const identity = [allow('s3:*', "arn:aws:s3:::bucket-${aws:PrincipalTag/team, 'company-wide'}")];
    expect(judge({ identity, action: 's3:ListBucket', on: `arn:aws:s3:::bucket-${folder}`, keys })).toBe(expected);
  });

  it('${*} is a star and no wildcard', () => {
    const identity = [allow('s3:GetObject', 'arn:aws:s3:::b/${*}')];
    expect(judge({ identity, action: 's3:GetObject', on: 'arn:aws:s3:::b/*' })).toBe(ALLOWED);
    expect(judge({ identity, action: 's3:GetObject', on: 'arn:aws:s3:::b/x' })).toBe(NOT_GRANTED);
  });
});

describe('IAM JSON policy elements: Condition', () => {
  const tag = (...values: string[]) => ({ 'aws:TagKeys': values });
  const team = { 'aws:PrincipalTag/team': 'blue' };

  it.each<[string, object, Documented['keys'], string]>([
    [
      'several operators: all have to hold',
      { StringEquals: { 'aws:PrincipalTag/team': 'blue' }, Bool: { 'aws:SecureTransport': 'true' } },
      { ...team, 'aws:SecureTransport': 'true' },
      ALLOWED,
    ],
    [
      'several operators: one that does not hold is enough',
      { StringEquals: { 'aws:PrincipalTag/team': 'blue' }, Bool: { 'aws:SecureTransport': 'true' } },
      { ...team, 'aws:SecureTransport': 'false' },
      NOT_GRANTED,
    ],
    [
      'several keys of an operator: all have to hold',
      { StringEquals: { 'aws:PrincipalTag/team': 'blue', 'aws:username': 'bob' } },
      { ...team, 'aws:username': 'eve' },
      NOT_GRANTED,
    ],
    ['several values: one is enough', { StringEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } }, team, ALLOWED],
    [
      'several values of a negated operator: none may match',
      { StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } },
      team,
      NOT_GRANTED,
    ],
    ['a negated operator holds where the key is absent', { StringNotEquals: { 'aws:username': 'bob' } }, {}, ALLOWED],
    ['another operator does not', { StringEquals: { 'aws:username': 'bob' } }, {}, NOT_GRANTED],
    ['…IfExists does', { StringEqualsIfExists: { 'aws:username': 'bob' } }, {}, ALLOWED],
    [
      '…IfExists still compares',
      { StringEqualsIfExists: { 'aws:username': 'bob' } },
      { 'aws:username': 'eve' },
      NOT_GRANTED,
    ],
    ['Null true: the key has to be absent', { Null: { 'aws:TokenIssueTime': 'true' } }, {}, ALLOWED],
    [
      'Null false: the key has to be there',
      { Null: { 'aws:TokenIssueTime': 'false' } },
      { 'aws:TokenIssueTime': '2026-06-01T12:00:00Z' },
      ALLOWED,
    ],
    ['ForAllValues: every value is listed', { 'ForAllValues:StringEquals': tag('a', 'b') }, tag('a'), ALLOWED],
    ['ForAllValues: one value is not', { 'ForAllValues:StringEquals': tag('a', 'b') }, tag('a', 'c'), NOT_GRANTED],
    ['ForAllValues holds of no value at all', { 'ForAllValues:StringEquals': tag('a') }, {}, ALLOWED],
    ['ForAnyValue: one value is listed', { 'ForAnyValue:StringEquals': tag('a', 'b') }, tag('a', 'c'), ALLOWED],
    ['ForAnyValue: none is', { 'ForAnyValue:StringEquals': tag('a') }, tag('b'), NOT_GRANTED],
    ['ForAnyValue does not hold of no value', { 'ForAnyValue:StringEquals': tag('a') }, {}, NOT_GRANTED],
    [
      'within a span of time',
      {
        DateGreaterThan: { 'aws:CurrentTime': '2026-04-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' },
      },
      { 'aws:CurrentTime': '2026-05-01T00:00:00Z' },
      ALLOWED,
    ],
    [
      'after a span of time',
      { DateLessThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' } },
      { 'aws:CurrentTime': '2026-07-01T00:00:00Z' },
      NOT_GRANTED,
    ],
    ['keys ignore case', { StringEquals: { 'AWS:UserName': 'bob' } }, { 'aws:username': 'bob' }, ALLOWED],
    ['values do not', { StringEquals: { 'aws:username': 'Bob' } }, { 'aws:username': 'bob' }, NOT_GRANTED],
    [
      'StringEquals knows no wildcard',
      { StringEquals: { 'aws:username': 'b*' } },
      { 'aws:username': 'bob' },
      NOT_GRANTED,
    ],
    ['StringLike does', { StringLike: { 'aws:username': 'b?b*' } }, { 'aws:username': 'bobby' }, ALLOWED],
    [
      'an ARN is compared part by part',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } },
      { 'aws:PrincipalArn': user('bob') },
      ALLOWED,
    ],
    [
      'a star reaches across no colon of an ARN',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:user/bob' } },
      { 'aws:PrincipalArn': user('bob') },
      NOT_GRANTED,
    ],
  ])('%s', (_, Condition, keys, expected) => {
    expect(judge({ identity: [allow('*', '*', when(Condition))], action: 's3:GetObject', keys: keys ?? {} })).toBe(
      expected,
    );
  });

  it('limits a boundary as it limits a policy', () => {
    const boundary = [allow('*'), deny('iam:*', '*', when({ ArnNotEquals: { 'aws:PrincipalArn': user('ada') } }))];
    const asked = (name: string) =>
      judge({ identity: [allow('*')], boundary, action: 'iam:GetUser', keys: { 'aws:PrincipalArn': user(name) } });
    expect([asked('ada'), asked('bob')]).toEqual([ALLOWED, DENIED_BY_BOUNDARY]);
  });
});
