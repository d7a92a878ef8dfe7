import type { Statement } from '../domain/policy-document';

export interface ReleaseNames {
  /** The function itself: only it may use what follows, even where its role is passed to another (THREATS T14). */
  readonly functionArn: string;
  readonly users: string;
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
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
      Sid: 'CloseIncidents',
      Effect: 'Allow',
      Action: ['dynamodb:UpdateItem'],
      Resource: [ledgerArn],
      Condition: { ArnEquals: itself },
    },
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
