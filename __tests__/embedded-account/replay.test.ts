import { CreatePolicyVersionCommand, DeleteRoleCommand, PutUserPermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

const NOW = new Date('2026-06-01T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource = '*', more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});
const inline = (...statements: object[]) => ({ only: JSON.stringify(policy(...statements)) });

let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount({ startAt: NOW });
});
afterEach(stopAccounts);

const boundaryOf = (...statements: object[]) =>
  account.addPolicy({ name: 'p-boundary-1', path: '/p/', document: policy(...statements) });
const outcomes = (...period: Parameters<EmbeddedAccount['replay']>) =>
  account.replay(...period).map(({ use, outcome }) => `${use.action}: ${outcome}`);

describe('replay', () => {
  it('allows what identity policies allow and no boundary limits', () => {
    const { arn } = account.addUser({ name: 'ada', policies: [ADMIN] });
    account.use({ arn, action: 's3:GetObject' });
    expect(account.replay()).toMatchObject([{ outcome: 'allowed', verdict: { kind: 'allowed' } }]);
    expect(account.replay()[0]).not.toHaveProperty('boundaryArn');
  });

  it.each(['user', 'role'])('tells what the boundary of a %s takes away, and by which boundary', (kind) => {
    const boundary = boundaryOf(allow('s3:*'));
    const seed = { name: 'etl', policies: [ADMIN], boundary };
    const { arn } = kind === 'user' ? account.addUser(seed) : account.addRole(seed);
    account.use({ arn, action: 's3:GetObject' });
    account.use({ arn, action: 'sqs:SendMessage' });
    expect(account.replay()).toMatchObject([
      { outcome: 'allowed', boundaryArn: boundary },
      {
        outcome: 'denied-by-boundary',
        boundaryArn: boundary,
        verdict: { kind: 'implicit-deny', by: 'permissions boundary' },
      },
    ]);
  });

  it('tells an explicit deny of the boundary', () => {
    const boundary = boundaryOf(allow('*'), { ...allow('sqs:*'), Effect: 'Deny' });
    const { arn } = account.addRole({ name: 'etl', policies: [ADMIN], boundary });
    account.use({ arn, action: 'sqs:SendMessage' });
    expect(account.replay()).toMatchObject([{ outcome: 'denied-by-boundary', verdict: { kind: 'explicit-deny' } }]);
  });

  it.each([
    ['never granted', inline(allow('s3:*'))],
    ['denied by a policy', inline(allow('*'), { ...allow('sqs:*'), Effect: 'Deny' })],
  ])('lays nothing at the door of the boundary that is %s', (_, granted) => {
    const boundary = boundaryOf(allow('s3:*'));
    const { arn } = account.addRole({ name: 'etl', inline: granted, boundary });
    account.use({ arn, action: 'sqs:SendMessage' });
    expect(outcomes()).toEqual(['sqs:SendMessage: denied-anyway']);
  });

  it('counts what the groups of a user grant', () => {
    account.addGroup({ name: 'ops', policies: [ADMIN] });
    const { arn } = account.addUser({ name: 'ada', groups: ['ops'], boundary: boundaryOf(allow('s3:*')) });
    account.use({ arn, action: 'sqs:SendMessage' });
    expect(outcomes()).toEqual(['sqs:SendMessage: denied-by-boundary']);
  });

  it('looks at the uses of a period, its ends included', () => {
    const { arn } = account.addUser({ name: 'ada', policies: [ADMIN] });
    for (const days of [91, 90, 30, 29]) account.use({ arn, action: 's3:GetObject', at: daysAgo(days) });
    const found = account.replay({ from: daysAgo(90), to: daysAgo(30) });
    expect(found.map(({ use }) => use.at)).toEqual([daysAgo(90), daysAgo(30)]);
  });

  it('takes the permissions of now, without waiting until they have spread', async () => {
    const { arn, credentials } = account.addUser({ name: 'ada', policies: [ADMIN] });
    account.use({ arn, action: 'sqs:SendMessage' });
    const PermissionsBoundary = boundaryOf(allow('s3:*'));
    const root = iamOf(account, account.root);
    await root.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ada', PermissionsBoundary }));
    expect(outcomes()).toEqual(['sqs:SendMessage: denied-by-boundary']);

    // Of the policy the default version counts, whoever made it.
    const PolicyDocument = JSON.stringify(policy(allow('*')));
    const altered = { PolicyArn: PermissionsBoundary, PolicyDocument, SetAsDefault: true };
    await iamOf(account, credentials).send(new CreatePolicyVersionCommand(altered));
    expect(outcomes()).toEqual(['sqs:SendMessage: allowed']);
  });

  it('says where nobody is left', async () => {
    const { arn } = account.addRole({ name: 'etl' });
    account.use({ arn, action: 's3:GetObject' });
    await iamOf(account, account.root).send(new DeleteRoleCommand({ RoleName: 'etl' }));
    expect(outcomes()).toEqual(['s3:GetObject: nobody']);
  });

  describe('of a use without a resource', () => {
    const jobs = 'arn:aws:s3:::jobs/${aws:username}/*';

    it.each([
      ['allows as much', allow('s3:*'), 'allowed'],
      ['allows the same', allow('s3:GetObject', jobs), 'allowed'],
      ['allows another bucket', allow('s3:GetObject', 'arn:aws:s3:::other/*'), 'denied-by-boundary'],
    ])('goes by what the policies name, where the boundary %s', (_, bounding, expected) => {
      const { arn } = account.addUser({
        name: 'ada',
        inline: inline(allow('s3:GetObject', jobs)),
        boundary: boundaryOf(bounding),
      });
      account.use({ arn, action: 's3:GetObject' });
      expect(outcomes()).toEqual([`s3:GetObject: ${expected}`]);
    });
  });

  it.each([
    ['within', 'arn:aws:s3:::jobs/today', 'allowed'],
    ['beyond', 'arn:aws:s3:::data/today', 'denied-by-boundary'],
  ])('goes by the resource of the use where it is noted: %s the boundary', (_, resource, expected) => {
    const boundary = boundaryOf(allow('s3:*', 'arn:aws:s3:::jobs/*'));
    const { arn } = account.addRole({ name: 'etl', policies: [ADMIN], boundary });
    account.use({ arn, action: 's3:GetObject', resource });
    expect(outcomes()).toEqual([`s3:GetObject: ${expected}`]);
  });

  it.each([
    ['with', { 'aws:MultiFactorAuthPresent': 'true' }, 'allowed'],
    ['without', {}, 'denied-anyway'],
  ])('goes by the conditions of the use: %s MFA', (_, context, expected) => {
    const condition = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    const { arn } = account.addUser({ name: 'ada', inline: inline(allow('s3:*', '*', condition)) });
    account.use({ arn, action: 's3:GetObject', context });
    expect(outcomes()).toEqual([`s3:GetObject: ${expected}`]);
  });

  it('refuses to guess a deny it cannot read', () => {
    const odd = { ...allow('*', '*', { Condition: { Bool: { 'aws:Moon': 'true' } } }), Effect: 'Deny' };
    const { arn } = account.addRole({ name: 'etl', policies: [ADMIN], boundary: boundaryOf(allow('*'), odd) });
    account.use({ arn, action: 's3:GetObject' });
    expect(() => account.replay()).toThrow('aws:Moon is not known');
  });
});

describe('replay of what only a resource grants', () => {
  const S3 = allow('s3:*');
  const granting = (AWS: string, Action: string, Resource?: string) =>
    policy({ Effect: 'Allow', Principal: { AWS }, Action, ...(Resource !== undefined && { Resource }) });
  const roleArn = 'arn:aws:iam::111122223333:role/etl';
  const userArn = 'arn:aws:iam::111122223333:user/ada';

  /** Something that only its own policy opens, and how it is used. */
  const opened = {
    bucket: (AWS: string) => {
      account.addBucket('shared', JSON.stringify(granting(AWS, 's3:GetObject', 'arn:aws:s3:::shared/*')));
      return { action: 's3:GetObject', resource: 'arn:aws:s3:::shared/report' };
    },
    key: (AWS: string) => {
      const text = JSON.stringify(granting(AWS, 'kms:Decrypt', '*'));
      return { action: 'kms:Decrypt', resource: account.addResource({ service: 'kms', name: 'key-1', policy: text }) };
    },
    role: (AWS: string) => ({
      action: 'sts:AssumeRole',
      resource: account.addRole({ name: 'deploy', path: '/ci/', trust: granting(AWS, 'sts:AssumeRole') }).arn,
    }),
  };

  it.each(Object.keys(opened) as (keyof typeof opened)[])('to a role: a boundary takes the %s away', (kind) => {
    const use = opened[kind](roleArn);
    const { arn } = account.addRole({ name: 'etl', boundary: boundaryOf(allow('ec2:*')) });
    account.use({ arn, ...use });
    expect(account.replay()).toMatchObject([
      { outcome: 'denied-by-boundary', verdict: { kind: 'implicit-deny', by: 'permissions boundary' } },
    ]);
  });

  it.each(Object.keys(opened) as (keyof typeof opened)[])('to a role: what lets it through keeps the %s', (kind) => {
    const use = opened[kind](roleArn);
    const boundary = boundaryOf(allow(['s3:*', 'kms:*', 'sts:*']));
    account.use({ arn: account.addRole({ name: 'etl', boundary }).arn, ...use });
    expect(account.replay()).toMatchObject([{ outcome: 'allowed' }]);
  });

  it.each(Object.keys(opened) as (keyof typeof opened)[])('to a user: no boundary takes the %s away', (kind) => {
    const use = opened[kind](userArn);
    account.use({ arn: account.addUser({ name: 'ada', boundary: boundaryOf(allow('ec2:*')) }).arn, ...use });
    expect(account.replay()).toMatchObject([{ outcome: 'allowed' }]);
  });

  it('to somebody else leaves it to the identity policies, which a key heeds only where it names the account', () => {
    const [bucket, key] = [opened.bucket(userArn), opened.key(userArn)];
    const { arn } = account.addRole({ name: 'etl', inline: inline(S3, allow('kms:*')) });
    for (const use of [bucket, key]) account.use({ arn, ...use });
    expect(outcomes()).toEqual(['s3:GetObject: allowed', 'kms:Decrypt: denied-anyway']);
  });
});
