import { evaluate } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy, type ParsedPolicy } from '../../src/embedded-account/policy/statement';
import { ACCOUNT } from './permissions-boundary';
import { resources, type Template } from './template';

/** What a role is asked for, and under which conditions. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Condition keys beside the function that asks. @default none */
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
  /** ARN of the function that asks; `none` for whoever is no function. @default the role's own */
  readonly from?: string;
}

/** A role of a deployment, judged by the evaluator of the embedded account. */
export interface DeployedRole {
  readonly name: string;
  readonly arn: string;
  /** Services that may act as it. */
  readonly trusts: string;
  readonly policies: readonly ParsedPolicy[];
  may(asked: Asked): boolean;
}

/** The text with the account's number in it, and some ARN in place of what only Terraform knows. */
const withAccount = (text: unknown) =>
  String(text)
    .replaceAll('${data.aws_caller_identity.caller.account_id}', ACCOUNT)
    .replace(/\$\{aws_\w+\.([\w-]+)\.arn\}/g, `arn:aws:sns:us-east-1:${ACCOUNT}:$1`);

/** Every role of a synthesised stack. */
export function rolesIn(template: Template): readonly DeployedRole[] {
  const policies = resources(template, 'aws_iam_role_policy');
  return Object.entries(template.resource['aws_iam_role'] ?? {}).map(([id, role]) => {
    const name = String(role['name']);
    const own = policies
      .filter((one) => String(one['role']).includes(`.${id}.`))
      .map(({ policy }) => parseIdentityPolicy(withAccount(policy)));
    const itself = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
    return {
      name,
      arn: `arn:aws:iam::${ACCOUNT}:role${String(role['path'])}${name}`,
      trusts: withAccount(role['assume_role_policy']),
      policies: own,
      may: ({ action, resource, keys = {}, from = itself }) => {
        const context = new RequestContext({
          ...keys,
          'lambda:SourceFunctionArn': from === 'none' ? undefined : from,
        });
        return evaluate({ action, resource, context }, own, undefined).kind === 'allowed';
      },
    };
  });
}
