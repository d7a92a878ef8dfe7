/** Where the policies are that a deployment makes itself, named by their text. */
export interface OwnPolicies {
  readonly partition: string;
  readonly accountId: string;
  /** Path of the project's policies, such as `/iam-guardrails/`. */
  readonly path: string;
  /** Their names begin so. */
  readonly namePrefix: string;
  /** The policy that takes IAM away; it is on the path `/`. */
  readonly denyPolicyName: string;
}

/** ARN of a policy that the deployment makes. */
export function ownPolicyArnOf(name: string, { partition, accountId, path }: OwnPolicies): string {
  return `arn:${partition}:iam::${accountId}:policy${path}${name}`;
}

/** Name of a policy, without its path. */
export function policyNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * The same read from ARNs.
 *
 * @param beginning of the ARNs of those that the deployment makes
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

/** What a deployment makes for any of its guardrails: its name is that of the path, and what every name begins with. */
export function everyOwnPolicy(own: OwnPolicies): OwnPolicies {
  return { ...own, namePrefix: `${own.path.slice(1, -1)}-` };
}

/** Whether the deployment makes a policy, by its ARN; what it says is another question. */
export function isOwnPolicy(arn: string, own: OwnPolicies): boolean {
  const prefix = ownPolicyArnOf(own.namePrefix, own);
  return arn.startsWith(prefix) && !arn.slice(prefix.length).includes('/');
}
