import { withoutCovered } from '../domain/policy/covered';
import type { Statement } from '../domain/policy/policy-document';
import { topicKey } from '../domain/policy/topic-key';

export interface ReleaseNames {
  /** The function itself: only it may use what follows, even where its role is passed to another (THREATS T14). */
  readonly functionArn: string;
  readonly users: string;
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where the topic has no key, or that of everything. */
  readonly topicKmsKeyArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
  readonly audit: AuditNames;
}

/** What an audit put on users and roles, and on whom it may never have. */
export interface AuditNames {
  readonly roles: string;
  /** Pattern of the ARNs of the project's boundaries. */
  readonly boundaries: string;
  /** Patterns of the ARNs of an earlier tool's boundaries, in whose place some of them are. */
  readonly adopt: readonly string[];
  /** Patterns of the project's tag keys. */
  readonly tagKeys: readonly string[];
  /** Whom no boundary is ever put on: deployers, break-glass. */
  readonly untouchable: readonly string[];
  /** The same by their paths: the project's own roles, and those of AWS. Nothing of theirs was ever there before. */
  readonly unboundable: readonly string[];
  /** Pattern of the ARNs of summaries; absent where no audit is deployed. */
  readonly summaries?: { readonly bucketArn: string; readonly objects: string } | undefined;
}

/** What the release function may do: take away what the guard put there, and nothing else. */
export function releasePermissions(names: ReleaseNames): Statement[] {
  const { functionArn, users, denyPolicyArn, boundaryPolicyArn, ledgerArn, topicArn, kmsKeyArn } = names;
  const itself = { 'lambda:SourceFunctionArn': functionArn };
  return [
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
      // IAM has no condition on the name of an inline policy; the function deletes the one with the guard's name.
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
    ...auditPermissions(names, names.audit),
    ...(topicArn === undefined
      ? []
      : [
          {
            Sid: 'Tell',
            Effect: 'Allow',
            Action: ['sns:Publish'],
            Resource: [topicArn],
            Condition: { ArnEquals: itself },
          } as const,
        ]),
    ...topicKey(names),
    ...(kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: 'Key',
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: [kmsKeyArn],
          } as const,
        ]),
  ];
}

/** What gives back the boundaries and tags of before: own ones go, and what stands instead is the project's or adopted. */
function auditPermissions({ functionArn, users, ledgerArn }: ReleaseNames, audit: AuditNames): Statement[] {
  const { roles, boundaries, adopt, tagKeys, untouchable, unboundable, summaries } = audit;
  const itself = { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } };
  const puts = ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'];
  const tags = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];
  const allow = (Sid: string, Action: readonly string[], Resource: Statement['Resource'], Condition?: object) =>
    ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition: { ...itself, ...Condition } }) }) as const;
  return [
    allow('ReadRoles', ['iam:GetRole'], [roles]),
    allow('UnboundOwn', ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], [roles, users], {
      ArnLike: { 'iam:PermissionsBoundary': boundaries },
    }),
    allow('BoundAsBefore', puts, [roles, users], { ArnLike: { 'iam:PermissionsBoundary': [boundaries, ...adopt] } }),
    allow('TagAsBefore', tags, [roles, users], {
      'ForAllValues:StringLike': { 'aws:TagKeys': tagKeys },
      Null: { 'aws:TagKeys': 'false' },
    }),
    // Whoever was bounded before they were spared is freed all the same, and their tags are the project's.
    {
      Sid: 'SpareUntouchable',
      Effect: 'Deny',
      Action: puts,
      Resource: withoutCovered([...untouchable, ...unboundable]),
    },
    { Sid: 'SpareOwn', Effect: 'Deny', Action: ['iam:TagRole', 'iam:TagUser'], Resource: unboundable },
    allow('ReadBoundaries', ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'], [boundaries]),
    // Knows no narrower resource (Service Authorization Reference, IAM).
    allow('FindBoundaries', ['iam:ListPolicies'], '*'),
    allow('DeleteBoundaries', ['iam:DeletePolicy', 'iam:DeletePolicyVersion'], [boundaries], {}),
    allow('ReadRuns', ['dynamodb:Query'], [`${ledgerArn}/index/runs`]),
    ...(summaries === undefined
      ? []
      : [
          allow('ReadSummaries', ['s3:GetObject'], [summaries.objects]),
          // Who may not list is told of a missing object that access is denied (S3 API reference, GetObject).
          allow('TellMissing', ['s3:ListBucket'], [summaries.bucketArn]),
        ]),
  ];
}
