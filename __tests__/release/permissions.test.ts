import { releasePermissions, type ReleaseNames } from '../../src/release/permissions';

const account = '111122223333';
const functionArn = `arn:aws:lambda:us-east-1:${account}:function:g-release`;
const users = `arn:aws:iam::${account}:user/*`;
const denyPolicyArn = `arn:aws:iam::${account}:policy/DenyIAMAccess`;
const boundaryPolicyArn = `arn:aws:iam::${account}:policy/g/g-deny-iam-boundary`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const names: ReleaseNames = { functionArn, users, denyPolicyArn, boundaryPolicyArn, ledgerArn };
const itself = { 'lambda:SourceFunctionArn': functionArn };

describe('the release function', () => {
  it('may do exactly this', () => {
    expect(releasePermissions(names)).toEqual([
      {
        Sid: 'ReadUsers',
        Effect: 'Allow',
        Action: ['iam:GetUser', 'iam:GetUserPolicy', 'iam:ListAttachedUserPolicies'],
        Resource: [users],
      },
      { Sid: 'FindUsers', Effect: 'Allow', Action: ['iam:ListUsers'], Resource: '*' },
      {
        Sid: 'FindDenied',
        Effect: 'Allow',
        Action: ['iam:ListEntitiesForPolicy'],
        Resource: [denyPolicyArn, boundaryPolicyArn],
      },
      {
        Sid: 'Detach',
        Effect: 'Allow',
        Action: ['iam:DetachUserPolicy'],
        Resource: [users],
        Condition: { ArnEquals: { 'iam:PolicyARN': denyPolicyArn, ...itself } },
      },
      {
        Sid: 'DeleteInline',
        Effect: 'Allow',
        Action: ['iam:DeleteUserPolicy'],
        Resource: [users],
        Condition: { ArnEquals: itself },
      },
      {
        Sid: 'Unbound',
        Effect: 'Allow',
        Action: ['iam:DeleteUserPermissionsBoundary'],
        Resource: [users],
        Condition: { ArnEquals: { 'iam:PermissionsBoundary': boundaryPolicyArn, ...itself } },
      },
      {
        Sid: 'ReadLedger',
        Effect: 'Allow',
        Action: ['dynamodb:Query'],
        Resource: [ledgerArn, `${ledgerArn}/index/open`],
      },
      {
        Sid: 'CloseIncidents',
        Effect: 'Allow',
        Action: ['dynamodb:UpdateItem'],
        Resource: [ledgerArn],
        Condition: { ArnEquals: itself },
      },
    ]);
  });

  it('tells through the one topic and uses the one key, where there are any', () => {
    const more = releasePermissions({ ...names, topicArn: 'topic', kmsKeyArn: 'key' }).slice(
      releasePermissions(names).length,
    );
    expect(more.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['sns:Publish'], ['topic']],
      [['kms:Decrypt', 'kms:GenerateDataKey'], ['key']],
    ]);
  });
});
