import type { Statement } from '../policy/policy-document';

/** Where the policies of a deployment are that nobody who is bounded may change. */
export interface OwnPolicies {
  readonly partition: string;
  readonly accountId: string;
  /** Path of the project's policies, such as `/iam-guardrails/`. */
  readonly path: string;
  /** Names of the project's boundaries begin so. */
  readonly namePrefix: string;
  /** The policy that takes IAM away; it is on the path `/`. */
  readonly denyPolicyName: string;
}

/** ARN of a boundary of the project. */
export function boundaryArnOf(name: string, { partition, accountId, path }: OwnPolicies): string {
  return `arn:${partition}:iam::${accountId}:policy${path}${name}`;
}

/** Name of a policy, without its path. */
export function policyNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * The same read from ARNs.
 *
 * @param beginning of the ARNs of the project's boundaries
 * @throws Error for what is no ARN of a policy
 */
export function ownPoliciesOf(beginning: string, denyPolicyArn: string): OwnPolicies {
  const found = /^arn:([\w-]+):iam::(\d{12}):policy(\/(?:.*\/)?)([^/]+)$/.exec(beginning);
  const [, partition, accountId, path, namePrefix] = found ?? [];
  if (!partition || !accountId || !path || !namePrefix) throw new Error(`${beginning} is no ARN of a policy`);
  return {
    partition,
    accountId,
    path,
    namePrefix,
    denyPolicyName: denyPolicyArn.slice(denyPolicyArn.indexOf('/') + 1),
  };
}

/** Whether a policy is a boundary of the project, by its ARN; what it says is another question. */
export function isOwnBoundary(arn: string, own: OwnPolicies): boolean {
  const prefix = boundaryArnOf(own.namePrefix, own);
  return arn.startsWith(prefix) && !arn.slice(prefix.length).includes('/');
}

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
      Condition: { ArnLike: { 'iam:PermissionsBoundary': boundaryArnOf(`${own.namePrefix}*`, own) } },
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
