import type { Statement } from '../../src/domain/policy/policy-document';
import { releasePermissions, type ReleaseNames } from '../../src/release/permissions';
import {
  account,
  boundary,
  BOUNDARIES_NEED,
  breakGlass,
  deny,
  iam,
  ledger,
  may,
  ofFunction,
  itself,
  own,
  ownRole,
  policyArn,
  REVOKER_NEEDS,
  role,
  shown,
  summaries,
  tags,
  teams,
  user,
  type Row,
} from '../support/release-permissions';

const [topic, topicKey, key] = ['topic', 'topic-key', 'key'].map((one) => `arn:aws:x:us-east-1:${account}:${one}`);

/** What a release does. */
const NEEDED = [...REVOKER_NEEDS, ...BOUNDARIES_NEED];

const TELLS: Row = ['sns:Publish', String(topic)];

/** What it must not be able to do, whatever its code says. */
const FORBIDDEN: readonly (readonly [why: string, ...row: Row])[] = [
  ['it takes away and attaches nothing', 'iam:AttachUserPolicy', user, policyArn(deny)],
  ['it writes no policy', 'iam:PutUserPolicy', user],
  ['it writes no policy', 'iam:CreatePolicyVersion', own],
  ["policies of others are not the guard's", 'iam:DetachUserPolicy', user, policyArn(teams)],
  ["policies of others are not the guard's", 'iam:DeletePolicy', teams],
  ['the deny of everybody stays', 'iam:DeletePolicy', deny],
  ['boundaries of others stay', 'iam:DeleteRolePermissionsBoundary', role, boundary(teams)],
  ['boundaries of others stay', 'iam:DeleteUserPermissionsBoundary', user, boundary(teams)],
  ['nothing but what was there is put', 'iam:PutRolePermissionsBoundary', role, boundary(iam('policy/wide'))],
  ['break-glass is never bounded', 'iam:PutRolePermissionsBoundary', breakGlass, boundary(own)],
  ['own roles are never bounded', 'iam:PutRolePermissionsBoundary', ownRole, boundary(own)],
  ['own roles are never tagged', 'iam:TagRole', ownRole, tags('Permissions_Used')],
  ['tags of others stay', 'iam:UntagRole', role, tags('owner')],
  ['tags of others stay', 'iam:UntagRole', role, tags('Permissions_Used', 'owner')],
  ['a call without tags says nothing of them', 'iam:TagRole', role],
  ['a role is not its to pass or to change', 'iam:UpdateAssumeRolePolicy', role],
  ['it removes nobody', 'iam:DeleteUser', user],
  ['the ledger keeps what it holds', 'dynamodb:DeleteItem', ledger],
  ['the ledger is closed by update', 'dynamodb:PutItem', ledger],
];

describe('the release function', () => {
  it.each(shown(NEEDED))('may call %s on %s', (_, __, row) => {
    expect(may(row, ofFunction())).toBe(true);
  });

  it.each(FORBIDDEN.map(([why, ...row]) => [why, row[0], row[1], row] as const))(
    'may not, since %s: %s on %s',
    (_, __, ___, row) => {
      expect(may(row, ofFunction())).toBe(false);
    },
  );

  it.each(shown([...NEEDED, TELLS]))('lends nobody who takes its role the call %s on %s', (_, __, row) => {
    const [action, resource, keys = {}] = row;
    const from = (caller: string | undefined): Row => [
      action,
      resource,
      { ...keys, 'lambda:SourceFunctionArn': caller },
    ];
    const other = `arn:aws:lambda:us-east-1:${account}:function:another`;
    const statements = ofFunction({ topicArn: topic });
    expect([from(itself), from(other), from(undefined)].map((one) => may(one, statements))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has Lambda decrypt its environment and write its log, which say no function or need not', () => {
    const itsLog = `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/g-release:*`;
    const writes: Statement = { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: [itsLog] };
    const statements = [writes, ...ofFunction({ kmsKeyArn: key })];
    const unsaid = { 'lambda:SourceFunctionArn': undefined };
    expect(may(['kms:Decrypt', String(key), unsaid], statements)).toBe(true);
    expect(may(['logs:PutLogEvents', itsLog, unsaid], statements)).toBe(true);
  });

  it.each<[string, Partial<ReleaseNames>, Row]>([
    ['tells through the topic', { topicArn: topic }, TELLS],
    ['uses the key of all', { kmsKeyArn: key }, ['kms:Decrypt', String(key)]],
    ['uses the key of all to write', { kmsKeyArn: key }, ['kms:GenerateDataKey', String(key)]],
    [
      'uses the key of an existing topic, without which its mails are refused',
      { topicArn: topic, topicKmsKeyArn: topicKey },
      ['kms:GenerateDataKey', String(topicKey)],
    ],
  ])('%s, where there is one, and only then', (_, more, row) => {
    expect([may(row, ofFunction(more)), may(row, ofFunction())]).toEqual([true, false]);
  });

  it.each<[string, Row]>([
    [
      'reads summaries, whose bucket an audit deploys',
      ['s3:GetObject', 'arn:aws:s3:::evidence/runs/run-1/summary.json'],
    ],
    ['sees that a summary is missing', ['s3:ListBucket', summaries.bucketArn]],
  ])('%s, where there is one, and only then', (_, row) => {
    expect([may(row, ofFunction({}, summaries)), may(row, ofFunction())]).toEqual([true, false]);
  });

  it.each(['s3:GetObject runs/run-1/plan.json', 's3:PutObject runs/run-1/summary.json'])(
    'reads of the bucket of evidence nothing but summaries, and so refuses %s',
    (call) => {
      const [action = '', object = ''] = call.split(' ');
      expect(may([action, `arn:aws:s3:::evidence/${object}`], ofFunction({}, summaries))).toBe(false);
    },
  );
});

describe('what two releasers need', () => {
  const names = { functionArn: 'function', ledgerArn: 'ledger' };
  const read: Statement = { Sid: 'Read', Effect: 'Allow', Action: ['iam:GetRole', 'iam:GetUser'], Resource: ['*'] };
  const grants = (needs: readonly Statement[]) =>
    releasePermissions(names, needs).filter(({ Sid }) => Sid !== 'OnlyItself');
  const granted = (...needs: readonly Statement[]) => grants(needs).map(({ Sid }) => Sid);

  it.each<[string, Statement]>([
    ['the same again', read],
    ['a part of it by another name', { ...read, Sid: 'Part', Action: ['iam:GetUser'] }],
    ['a single action', { ...read, Sid: 'One', Action: 'iam:GetUser' }],
  ])('is granted once where the second needs %s', (_, other) => {
    expect(granted(read, other)).toEqual(['Read']);
  });

  it.each<[string, Statement]>([
    ['another action on another resource', { ...read, Sid: 'More', Action: ['iam:GetRole'], Resource: ['one'] }],
    ['the same on a condition', { ...read, Sid: 'More', Condition: { Null: { 'aws:TagKeys': 'false' } } }],
    ['to be refused the same', { ...read, Sid: 'More', Effect: 'Deny' }],
  ])('is granted whole, in their order, where the second needs %s', (_, other) => {
    expect(granted(read, other)).toEqual(['Read', 'More']);
    expect(granted(other, read)).toEqual(['More', 'Read']);
  });

  it.each<[string, Statement, Statement]>([
    [
      'another action on the same resource',
      { ...read, Sid: 'More', Action: 'iam:GetPolicy' },
      { ...read, Action: ['iam:GetRole', 'iam:GetUser', 'iam:GetPolicy'] },
    ],
    [
      'the same on a resource that the first covers',
      { ...read, Sid: 'More', Action: ['iam:GetUser', 'iam:GetRole'], Resource: ['one'] },
      { ...read, Resource: ['*'] },
    ],
  ])('is granted whole in one statement where the second needs %s', (_, other, joined) => {
    expect(grants([read, other])).toEqual([joined]);
  });
});
