import type { Statement } from '../../../domain/policy/policy-document';
import { closesEntries } from '../../../release/permissions';

export interface RevokerReleaseNames {
  /** The function that releases: only it may use what follows, even where its role is passed to another (THREATS T14). */
  readonly functionArn: string;
  readonly users: string;
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
}

/** What takes away whatever the revoker put on a user, and nothing else. */
export function revokerReleasePermissions(names: RevokerReleaseNames): Statement[] {
  const { functionArn, users, denyPolicyArn, boundaryPolicyArn } = names;
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
    ...closesEntries(names),
  ];
}
