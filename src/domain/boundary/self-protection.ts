import { ownPolicyArnOf, type OwnPolicies } from '../policy/own-policies';
import type { Statement } from '../policy/policy-document';

/**
 * Denies that keep a bounded principal from leaving its boundary, by itself or by the hands of the deployment.
 *
 * A shared policy cannot name whom it bounds, so conditions do: `iam:PermissionsBoundary` is the boundary of whom a
 * deletion is about. Of a replacement it is the new boundary, so that no condition can tell whose is replaced: a
 * principal that sets boundaries for its work, such as one of infrastructure as code, is exempted from the guardrail.
 * So is whoever releases others: the function that does is one of those that nobody bounded may invoke.
 */
export function selfProtection(own: OwnPolicies): readonly Statement[] {
  const policies = `arn:${own.partition}:iam::${own.accountId}:policy`;
  return [
    {
      Sid: 'NoBoundaryShedding',
      Effect: 'Deny',
      Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
      Resource: '*',
      Condition: { ArnLike: { 'iam:PermissionsBoundary': ownPolicyArnOf(`${own.namePrefix}*`, own) } },
    },
    {
      Sid: 'NoBoundarySwap',
      Effect: 'Deny',
      Action: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
      Resource: '*',
    },
    {
      Sid: 'NoBoundaryPolicyEdit',
      Effect: 'Deny',
      Action: [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:SetDefaultPolicyVersion',
      ],
      Resource: [`${policies}${own.path}*`, `${policies}/${own.denyPolicyName}`],
    },
    { Sid: 'NoGuardEdit', Effect: 'Deny', Action: GUARD_ACTIONS, Resource: guardArns(own) },
  ];
}

/** Whoever reads what the deployment keeps in its buckets takes nothing away. Every boundary carries these: they are short. */
const GUARD_ACTIONS = [
  'dynamodb:*',
  'events:*',
  'lambda:*',
  's3:Delete*',
  's3:Put*',
  'scheduler:*',
  'sns:*',
  'sqs:*',
  'ssm:Put*',
  'states:*',
];

/** What the deployment consists of. A bucket's ARN names no account; an object's begins as its bucket's does. */
function guardArns({ partition, accountId, path }: OwnPolicies): readonly string[] {
  const prefix = path.replaceAll('/', '');
  const regional = (service: string, rest: string) => `arn:${partition}:${service}:*:${accountId}:${rest}`;
  return [
    regional('dynamodb', `table/${prefix}-*`),
    regional('events', `rule/${prefix}-*`),
    regional('lambda', `function:${prefix}-*`),
    regional('scheduler', `schedule/*/${prefix}-*`),
    regional('sns', `${prefix}-*`),
    regional('sqs', `${prefix}-*`),
    regional('ssm', `parameter/${prefix}/*`),
    regional('states', `execution:${prefix}-*`),
    regional('states', `stateMachine:${prefix}-*`),
    `arn:${partition}:s3:::${prefix}-*`,
  ];
}
