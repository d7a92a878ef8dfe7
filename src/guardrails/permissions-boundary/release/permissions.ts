import { withoutCovered } from '../../../domain/policy/covered';
import type { Statement } from '../../../domain/policy/policy-document';
import { closesEntries } from '../../../release/permissions';

/** What an audit put on users and roles, and on whom it may never have. */
export interface BoundaryReleaseNames {
  readonly ledgerArn: string;
  readonly users: string;
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

/** What gives back the boundaries and tags of before: own ones go, and what stands instead is the project's or adopted. */
export function boundaryReleasePermissions(names: BoundaryReleaseNames): Statement[] {
  const { users, ledgerArn, roles, boundaries, adopt, tagKeys } = names;
  const { untouchable, unboundable, summaries } = names;
  const puts = ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'];
  const tags = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];
  const allow = (
    Sid: string,
    Action: readonly string[],
    Resource: Statement['Resource'],
    Condition?: Statement['Condition'],
  ) => ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) }) as const;
  return [
    allow('ReadUser', ['iam:GetUser'], [users]),
    // A user may have another name by now. Knows no narrower resource (Service Authorization Reference, IAM).
    allow('FindUsers', ['iam:ListUsers'], '*'),
    ...closesEntries(names),
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
    // Nor does this one.
    allow('FindBoundaries', ['iam:ListPolicies'], '*'),
    allow('DeleteBoundaries', ['iam:DeletePolicy', 'iam:DeletePolicyVersion'], [boundaries]),
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
