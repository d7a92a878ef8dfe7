import type { Statement } from '../../../domain/policy/policy-document';
import { INCIDENT_TAG_ALONE } from '../../../domain/policy/held';
import { topicKey } from '../../../domain/policy/topic-key';

/** Names and ARNs that narrow what the revoker's functions may do. */
export interface RevokerNames {
  readonly functionArn: string;
  readonly fallbackArn: string;
  readonly releaseArn: string;
  readonly users: string;
  readonly groups: string;
  /** Whether there are admin groups to take a self-promoted user out of. */
  readonly hasAdminGroups: boolean;
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly ledgerArn: string;
  readonly queueArn: string;
  /** Rules that bring it messages. */
  readonly ruleArns: readonly string[];
  /** Rules that tell of tampering, and alarms; none where nobody is told. */
  readonly tellerRuleArns: readonly string[];
  readonly alarmArns: readonly string[];
  /** Absent where the trail is somebody else's. */
  readonly trailArn?: string | undefined;
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Absent where the topic has no key, or that of everything. */
  readonly topicKmsKeyArn?: string | undefined;
  /** Absent where AWS's own keys are used. */
  readonly kmsKeyArn?: string | undefined;
}

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
    allow(
      'ReadPolicies',
      [denyPolicyArn, boundaryPolicyArn],
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListEntitiesForPolicy',
    ),
    // These two know no narrower resource. They find a user or an admin group that was renamed.
    allow('FindById', '*', 'iam:ListGroups', 'iam:ListUsers'),
    // Look-ups know no narrower resource either.
    ...when(hasAdminGroups, allow('ReadHistory', '*', 'cloudtrail:LookupEvents')),
    allow('ReadRules', [...names.ruleArns, ...names.tellerRuleArns], 'events:DescribeRule', 'events:ListTargetsByRule'),
    ...when(names.alarmArns.length > 0, allow('ReadAlarms', names.alarmArns, 'cloudwatch:DescribeAlarms')),
    ...readTrail(names),
    only(functionArn, allow('Attach', [users], 'iam:AttachUserPolicy'), { 'iam:PolicyARN': denyPolicyArn }),
    // Any group: the ARN of an admin group changes when it is renamed, and IAM has no condition on its id.
    ...when(hasAdminGroups, only(functionArn, allow('UndoSelfPromotion', [groups], 'iam:RemoveUserFromGroup'))),
    only(functionArn, allow('TagIncidents', [users], 'iam:TagUser', 'iam:UntagUser'), {}, INCIDENT_TAG_ALONE),
    // A deny on a group denies whoever is in it, admins among them; the guard never puts one there.
    only(functionArn, allow('FreeGroups', [groups], 'iam:DetachGroupPolicy'), {
      'iam:PolicyARN': [denyPolicyArn, boundaryPolicyArn],
    }),
    only(functionArn, allow('FallBack', [names.fallbackArn, names.releaseArn], 'lambda:InvokeFunction')),
    allow('ReadLedger', [ledgerArn, `${ledgerArn}/index/open`], 'dynamodb:GetItem', 'dynamodb:Query'),
    only(functionArn, allow('WriteLedger', [ledgerArn], 'dynamodb:PutItem', 'dynamodb:UpdateItem')),
    allow('Queue', [names.queueArn], 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'),
    ...(topicArn === undefined ? [] : [only(functionArn, allow('Tell', [topicArn], 'sns:Publish'))]),
    ...topicKey(names),
    ...key(names, 'kms:Decrypt', 'kms:GenerateDataKey'),
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
  const own = [denyPolicyArn, boundaryPolicyArn];
  return [
    allow('ReadUsers', [users], 'iam:GetUser'),
    allow('ReadPolicies', own, 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'),
    only(fallbackArn, allow('PutInline', [users], 'iam:PutUserPolicy')),
    only(fallbackArn, allow('Bound', [users], 'iam:PutUserPermissionsBoundary'), {
      'iam:PermissionsBoundary': boundaryPolicyArn,
    }),
    only(fallbackArn, allow('Restore', own, 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion')),
    ...key(names, 'kms:Decrypt'),
  ];
}

function allow(Sid: string, Resource: '*' | readonly string[], ...Action: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** Narrows a right to the function itself, and not to another that was given its role (THREATS T14). */
function only(
  functionArn: string,
  statement: Statement,
  more: Record<string, string | readonly string[]> = {},
  besides: Statement['Condition'] = {},
): Statement {
  return { ...statement, Condition: { ArnEquals: { ...more, 'lambda:SourceFunctionArn': functionArn }, ...besides } };
}

function key({ kmsKeyArn }: RevokerNames, ...actions: string[]): Statement[] {
  return kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], ...actions)];
}

function readTrail({ trailArn }: RevokerNames): Statement[] {
  if (trailArn === undefined) return [];
  const actions = ['cloudtrail:GetEventSelectors', 'cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus'];
  return [allow('ReadTrail', [trailArn], ...actions)];
}

function when(condition: boolean, statement: Statement): Statement[] {
  return condition ? [statement] : [];
}
