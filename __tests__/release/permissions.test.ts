import { releasePermissions, type ReleaseNames } from '../../src/release/permissions';

const account = '111122223333';
const functionArn = `arn:aws:lambda:us-east-1:${account}:function:g-release`;
const users = `arn:aws:iam::${account}:user/*`;
const denyPolicyArn = `arn:aws:iam::${account}:policy/DenyIAMAccess`;
const boundaryPolicyArn = `arn:aws:iam::${account}:policy/g/g-deny-iam-boundary`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const roles = `arn:aws:iam::${account}:role/*`;
const boundaries = `arn:aws:iam::${account}:policy/g/g-boundary-*`;
const audit = {
  ...{ roles, boundaries, adopt: ['arn:aws:iam::*:policy/team-*'], tagKeys: ['Permissions_Used'] },
  ...{ untouchable: ['break-glass'], unboundable: ['own'] },
};
const names: ReleaseNames = { functionArn, users, denyPolicyArn, boundaryPolicyArn, ledgerArn, audit };
/** So many statements are about the revoker; what an audit did comes next. */
const OF_REVOKER = 8;
const itself = { 'lambda:SourceFunctionArn': functionArn };

describe('the release function', () => {
  it('may do exactly this for those whom the revoker holds', () => {
    expect(releasePermissions(names).slice(0, OF_REVOKER)).toEqual([
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
        Sid: 'CloseEntries',
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

  it('may use the key of an existing topic, without which its mails are refused', () => {
    const more = releasePermissions({ ...names, topicArn: 'topic', topicKmsKeyArn: 'topic-key' }).slice(
      releasePermissions(names).length,
    );
    expect(more.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['sns:Publish'], ['topic']],
      [['kms:Decrypt', 'kms:GenerateDataKey*'], ['topic-key']],
    ]);
  });

  it('may give back what an audit did, whether or not it is deployed still', () => {
    const more = releasePermissions(names).slice(OF_REVOKER);
    const fromItself = { ArnEquals: itself };
    const bounding = (...arns: string[]) => ({
      ...fromItself,
      ArnLike: { 'iam:PermissionsBoundary': arns.length === 1 ? arns[0] : arns },
    });
    expect(more).toEqual([
      { Sid: 'ReadRoles', Effect: 'Allow', Action: ['iam:GetRole'], Resource: [roles] },
      {
        Sid: 'UnboundOwn',
        Effect: 'Allow',
        Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
        Resource: [roles, users],
        Condition: bounding(boundaries),
      },
      {
        Sid: 'BoundAsBefore',
        Effect: 'Allow',
        Action: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
        Resource: [roles, users],
        Condition: bounding(boundaries, 'arn:aws:iam::*:policy/team-*'),
      },
      {
        Sid: 'TagAsBefore',
        Effect: 'Allow',
        Action: ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'],
        Resource: [roles, users],
        Condition: {
          ...fromItself,
          'ForAllValues:StringLike': { 'aws:TagKeys': ['Permissions_Used'] },
          Null: { 'aws:TagKeys': 'false' },
        },
      },
      {
        Sid: 'SpareUntouchable',
        Effect: 'Deny',
        Action: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
        Resource: ['break-glass', 'own'],
      },
      { Sid: 'SpareOwn', Effect: 'Deny', Action: ['iam:TagRole', 'iam:TagUser'], Resource: ['own'] },
      {
        Sid: 'ReadBoundaries',
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'],
        Resource: [boundaries],
      },
      { Sid: 'FindBoundaries', Effect: 'Allow', Action: ['iam:ListPolicies'], Resource: '*' },
      {
        Sid: 'DeleteBoundaries',
        Effect: 'Allow',
        Action: ['iam:DeletePolicy', 'iam:DeletePolicyVersion'],
        Resource: [boundaries],
        Condition: fromItself,
      },
      { Sid: 'ReadRuns', Effect: 'Allow', Action: ['dynamodb:Query'], Resource: [`${ledgerArn}/index/runs`] },
    ]);
  });

  it('reads summaries where an audit is deployed, whose bucket they are in', () => {
    const summaries = { bucketArn: 'bucket', objects: 'bucket/runs/*/summary.json' };
    const more = releasePermissions({ ...names, audit: { ...audit, summaries } }).slice(
      releasePermissions(names).length,
    );
    expect(more).toEqual([
      { Sid: 'ReadSummaries', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [summaries.objects] },
      { Sid: 'TellMissing', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['bucket'] },
    ]);
  });
});
