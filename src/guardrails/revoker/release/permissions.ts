import { INCIDENT_TAG_ALONE } from '../../../domain/policy/held';
import type { Statement } from '../../../domain/policy/policy-document';
import { closesEntries } from '../../../release/permissions';

export interface RevokerReleaseNames {
  readonly users: string;
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
}

/** What takes away whatever the revoker put on a user, writes down whom a person accepts as an admin, and nothing else. */
export function revokerReleasePermissions(names: RevokerReleaseNames): Statement[] {
  const { users, denyPolicyArn, boundaryPolicyArn } = names;
  return [
    {
      Sid: 'ReadUsers',
      Effect: 'Allow',
      Action: ['iam:GetUser', 'iam:GetUserPolicy', 'iam:ListAttachedUserPolicies', 'iam:ListGroupsForUser'],
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
      Condition: { ArnEquals: { 'iam:PolicyARN': denyPolicyArn } },
    },
    {
      // IAM has no condition on the name of an inline policy; the function deletes the one with the guard's name.
      Sid: 'DeleteInline',
      Effect: 'Allow',
      Action: ['iam:DeleteUserPolicy'],
      Resource: [users],
    },
    {
      Sid: 'Unbound',
      Effect: 'Allow',
      Action: ['iam:DeleteUserPermissionsBoundary'],
      Resource: [users],
      Condition: { ArnEquals: { 'iam:PermissionsBoundary': boundaryPolicyArn } },
    },
    { Sid: 'Untag', Effect: 'Allow', Action: ['iam:UntagUser'], Resource: [users], Condition: INCIDENT_TAG_ALONE },
    ...closesEntries(names),
    { Sid: 'ReadRoster', Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: [names.ledgerArn] },
  ];
}
