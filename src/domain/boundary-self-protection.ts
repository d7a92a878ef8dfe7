import type { Statement } from './policy-document';

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

/**
 * The same read from ARNs.
 *
 * @param beginning of the ARNs of the project's boundaries; empty where there are none
 * @returns undefined for an empty beginning
 * @throws Error for what is no ARN of a policy
 */
export function ownPoliciesOf(beginning: string, denyPolicyArn: string): OwnPolicies | undefined {
  if (beginning === '') return undefined;
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
 * Denies that keep a bounded principal from leaving its boundary.
 *
 * A shared policy cannot name whom it bounds, so conditions do: `iam:PermissionsBoundary` is the boundary of whom a
 * deletion is about. Of a replacement it is the new boundary, so that no condition can tell whose is replaced: a
 * principal that sets boundaries for its work, such as one of infrastructure as code, is exempted from the guardrail.
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
  ];
}
