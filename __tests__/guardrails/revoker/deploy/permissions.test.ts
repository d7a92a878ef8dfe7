import type { Statement } from '../../../../src/domain/policy/policy-document';
import {
  fallbackPermissions,
  revokerPermissions,
  type RevokerNames,
} from '../../../../src/guardrails/revoker/deploy/permissions';

const account = '111122223333';
const functionArn = `arn:aws:lambda:us-east-1:${account}:function:g-revoker`;
const fallbackArn = `${functionArn}-fallback`;
const releaseArn = `arn:aws:lambda:us-east-1:${account}:function:g-release`;
const users = `arn:aws:iam::${account}:user/*`;
const denyPolicyArn = `arn:aws:iam::${account}:policy/DenyIAMAccess`;
const boundaryPolicyArn = `arn:aws:iam::${account}:policy/g/g-deny-iam-boundary`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const groups = `arn:aws:iam::${account}:group/*`;

/** Names of a deployment without key and exemptions; override only what the test is about. */
const someNames = (overrides: Partial<RevokerNames> = {}): RevokerNames => ({
  functionArn,
  fallbackArn,
  releaseArn,
  users,
  groups,
  hasAdminGroups: true,
  denyPolicyArn,
  boundaryPolicyArn,
  ledgerArn,
  queueArn: `arn:aws:sqs:us-east-1:${account}:g-revoker`,
  ruleArns: [`arn:aws:events:us-east-1:${account}:rule/g-revoker`],
  tellerRuleArns: [`arn:aws:events:us-east-1:${account}:rule/g-tampering-alerts`],
  alarmArns: [`arn:aws:cloudwatch:us-east-1:${account}:alarm:*`],
  trailArn: `arn:aws:cloudtrail:us-east-1:${account}:trail/g`,
  topicArn: `arn:aws:sns:us-east-1:${account}:g-notices`,
  ...overrides,
});

const allActions = (statements: Statement[]) => statements.flatMap(({ Action = [] }) => Action).sort();
const withAction = (statements: Statement[], action: string) =>
  statements.filter(({ Action = [] }) => [Action].flat().includes(action));
const isReading = (action: string) => /^[a-z]+:(Describe|Get|List|Lookup|Query|Receive)/.test(action);

describe('the revoker', () => {
  const statements = revokerPermissions(someNames());

  it('may do exactly this', () => {
    expect(allActions(statements)).toEqual([
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetTrail',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:LookupEvents',
      'cloudwatch:DescribeAlarms',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'events:DescribeRule',
      'events:ListTargetsByRule',
      'iam:AttachUserPolicy',
      'iam:DetachGroupPolicy',
      'iam:GetAccessKeyLastUsed',
      'iam:GetGroup',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:GetUser',
      'iam:GetUserPolicy',
      'iam:ListAttachedUserPolicies',
      'iam:ListEntitiesForPolicy',
      'iam:ListGroups',
      'iam:ListGroupsForUser',
      'iam:ListUsers',
      'iam:RemoveUserFromGroup',
      'iam:TagUser',
      'iam:UntagUser',
      'lambda:InvokeFunction',
      'sns:Publish',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ]);
  });

  it('may attach the deny policy and no other, and only from its own function', () => {
    expect(withAction(statements, 'iam:AttachUserPolicy')).toEqual([
      {
        Sid: 'Attach',
        Effect: 'Allow',
        Action: ['iam:AttachUserPolicy'],
        Resource: [users],
        Condition: { ArnEquals: { 'iam:PolicyARN': denyPolicyArn, 'lambda:SourceFunctionArn': functionArn } },
      },
    ]);
  });

  it('may write and remove the tag of incidents and no other, and only from its own function', () => {
    expect(withAction(statements, 'iam:TagUser')).toEqual([
      {
        ...{ Sid: 'TagIncidents', Effect: 'Allow', Action: ['iam:TagUser', 'iam:UntagUser'], Resource: [users] },
        Condition: {
          ArnEquals: { 'lambda:SourceFunctionArn': functionArn },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['iam-guardrails:incident'] },
          Null: { 'aws:TagKeys': 'false' },
        },
      },
    ]);
  });

  it('may take users out of groups, whose ARNs change with their names, from its own function only', () => {
    expect(withAction(statements, 'iam:RemoveUserFromGroup')).toEqual([
      {
        Sid: 'UndoSelfPromotion',
        Effect: 'Allow',
        Action: ['iam:RemoveUserFromGroup'],
        Resource: [groups],
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
      },
    ]);
  });

  it('may take nobody out of a group where there are no admin groups', () => {
    expect(allActions(revokerPermissions(someNames({ hasAdminGroups: false })))).not.toContain(
      'iam:RemoveUserFromGroup',
    );
  });

  it('may invoke the fallback and the release, and no other function', () => {
    expect(withAction(statements, 'lambda:InvokeFunction').map(({ Resource }) => Resource)).toEqual([
      [fallbackArn, releaseArn],
    ]);
  });

  it('may search everywhere only for users, groups and events', () => {
    const everywhere = statements.filter(({ Resource = '*' }) => [Resource].flat().includes('*'));
    expect(allActions(everywhere)).toEqual(['cloudtrail:LookupEvents', 'iam:ListGroups', 'iam:ListUsers']);
  });

  it('may publish nothing where nobody is told', () => {
    expect(allActions(revokerPermissions(someNames({ topicArn: undefined })))).not.toContain('sns:Publish');
  });
});

describe('the fallback', () => {
  const statements = fallbackPermissions(someNames());
  const itself = { 'lambda:SourceFunctionArn': fallbackArn };

  it('may do exactly this', () => {
    expect(statements).toEqual([
      { Sid: 'ReadUsers', Effect: 'Allow', Action: ['iam:GetUser'], Resource: [users] },
      {
        Sid: 'ReadPolicies',
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'],
        Resource: [denyPolicyArn, boundaryPolicyArn],
      },
      {
        Sid: 'PutInline',
        Effect: 'Allow',
        Action: ['iam:PutUserPolicy'],
        Resource: [users],
        Condition: { ArnEquals: itself },
      },
      {
        Sid: 'Bound',
        Effect: 'Allow',
        Action: ['iam:PutUserPermissionsBoundary'],
        Resource: [users],
        Condition: { ArnEquals: { 'iam:PermissionsBoundary': boundaryPolicyArn, ...itself } },
      },
      {
        Sid: 'Restore',
        Effect: 'Allow',
        Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
        Resource: [denyPolicyArn, boundaryPolicyArn],
        Condition: { ArnEquals: itself },
      },
    ]);
  });

  it('never attaches what it writes', () => {
    expect(allActions(statements)).not.toContain('iam:AttachUserPolicy');
  });
});

describe.each([
  ['the revoker', revokerPermissions, functionArn],
  ['the fallback', fallbackPermissions, fallbackArn],
] as const)('%s', (_, permissionsOf, itself) => {
  it('changes anything from its own function only', () => {
    const changing = permissionsOf(someNames()).filter(({ Action = [] }) =>
      [Action].flat().some((action) => !isReading(action) && !/^(sqs|logs):/.test(action)),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { Condition } of changing)
      expect(Condition?.['ArnEquals']).toHaveProperty('lambda:SourceFunctionArn', itself);
  });

  it('may use the key of the settings and no other', () => {
    const kmsKeyArn = `arn:aws:kms:us-east-1:${account}:key/k`;
    const keys = permissionsOf(someNames({ kmsKeyArn })).filter(({ Action = [] }) =>
      [Action].flat().includes('kms:Decrypt'),
    );
    expect(keys.map(({ Resource }) => Resource)).toEqual([[kmsKeyArn]]);
  });
});
