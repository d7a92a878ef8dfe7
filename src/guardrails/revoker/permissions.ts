import type { Statement } from '../../domain/policy-document';

/** Names and ARNs that narrow what the revoker's functions may do. */
export interface RevokerNames {
  readonly functionArn: string;
  readonly fallbackArn: string;
  readonly users: string;
  readonly groups: string;
  /** Whether there are admin groups to take a self-promoted user out of. */
  readonly hasAdminGroups: boolean;
  /** Users no function of the guardrail may change, whatever its code says. */
  readonly exemptArns: readonly string[];
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
  readonly queueArn: string;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

/** Every call that changes a user. */
const CHANGES = [
  'Add',
  'Attach',
  'Change',
  'Create',
  'Deactivate',
  'Delete',
  'Detach',
  'Put',
  'Remove',
  'Tag',
  'Untag',
  'Update',
  'Upload',
];

/** What the revoker may do: read, attach the one deny, and undo a self-promotion. */
export function revokerPermissions(names: RevokerNames): Statement[] {
  const { functionArn, users, groups, denyPolicyArn, boundaryPolicyArn, ledgerArn, topicArn, hasAdminGroups } = names;
  return [
    allow(
      'ReadUsers',
      [users],
      'iam:GetAccessKeyLastUsed',
      'iam:GetUser',
      'iam:GetUserPolicy',
      'iam:ListAttachedUserPolicies',
      'iam:ListGroupsForUser',
    ),
    allow('ReadGroups', [groups], 'iam:GetGroup'),
    allow('ReadPolicies', [denyPolicyArn, boundaryPolicyArn], 'iam:GetPolicy', 'iam:GetPolicyVersion'),
    // These two know no narrower resource. They find a user or an admin group that was renamed.
    allow('FindById', '*', 'iam:ListGroups', 'iam:ListUsers'),
    {
      ...allow('Attach', [users], 'iam:AttachUserPolicy'),
      Condition: { ArnEquals: { 'iam:PolicyARN': denyPolicyArn, ...onlyFrom(functionArn) } },
    },
    // Any group: the ARN of an admin group changes when it is renamed, and IAM has no condition on its id.
    ...when(hasAdminGroups, {
      ...allow('UndoSelfPromotion', [groups], 'iam:RemoveUserFromGroup'),
      Condition: { ArnEquals: onlyFrom(functionArn) },
    }),
    allow('FallBack', [names.fallbackArn], 'lambda:InvokeFunction'),
    allow('Ledger', [ledgerArn], 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'),
    allow('Queue', [names.queueArn], 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'),
    ...(topicArn === undefined ? [] : [allow('Tell', [topicArn], 'sns:Publish')]),
    ...key(names, 'kms:Decrypt', 'kms:GenerateDataKey'),
    ...leaveExempt(names),
  ];
}

/**
 * What the fallback may do: the inline deny, the guard's boundary, and the deny policy's own text.
 *
 * IAM cannot narrow an inline policy by its content, so only this function, whose code holds the one text, may write it.
 * It may write the deny policy and not attach it; the revoker may attach and not write (THREATS T14).
 */
export function fallbackPermissions(names: RevokerNames): Statement[] {
  const { fallbackArn, users, denyPolicyArn, boundaryPolicyArn } = names;
  const itself = onlyFrom(fallbackArn);
  return [
    allow('ReadUsers', [users], 'iam:GetUser'),
    { ...allow('PutInline', [users], 'iam:PutUserPolicy'), Condition: { ArnEquals: itself } },
    {
      ...allow('Bound', [users], 'iam:PutUserPermissionsBoundary'),
      Condition: { ArnEquals: { 'iam:PermissionsBoundary': boundaryPolicyArn, ...itself } },
    },
    allow('ReadVersions', [denyPolicyArn], 'iam:ListPolicyVersions'),
    {
      ...allow('RestoreDeny', [denyPolicyArn], 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'),
      Condition: { ArnEquals: itself },
    },
    ...key(names, 'kms:Decrypt'),
    ...leaveExempt(names),
  ];
}

function allow(Sid: string, Resource: '*' | readonly string[], ...Action: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** Only the function itself, not another that was given its role (THREATS T14). */
function onlyFrom(functionArn: string): Record<string, string> {
  return { 'lambda:SourceFunctionArn': functionArn };
}

function key({ kmsKeyArn }: RevokerNames, ...actions: string[]): Statement[] {
  return kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], ...actions)];
}

/** An explicit deny: no error in a verdict can reach who is exempt. */
function leaveExempt({ exemptArns }: RevokerNames): Statement[] {
  const Action = CHANGES.map((verb) => `iam:${verb}*`);
  return when(exemptArns.length > 0, { Sid: 'LeaveExempt', Effect: 'Deny', Action, Resource: exemptArns });
}

function when(condition: boolean, statement: Statement): Statement[] {
  return condition ? [statement] : [];
}
