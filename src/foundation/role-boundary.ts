import type { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { Construct } from 'constructs';

/**
 * Asks that the boundary of the roles is of the account that is deployed to, or AWS's own.
 *
 * IAM takes "an AWS managed policy or a customer managed policy" of the role's account (IAM user guide, permissions
 * boundaries), and would refuse any other in the middle of an apply. Only a plan knows the account.
 *
 * @param scope whose roles have that boundary; they ask, so that nothing is planned without an answer
 */
export function boundaryIsOfAccount(scope: Construct, arn: string, { fqn }: DataAwsCallerIdentity): void {
  const [, , , , account = ''] = arn.split(':');
  if (account === 'aws') return;
  for (const role of scope.node.findAll().filter((one) => one instanceof IamRole)) {
    role.lifecycle = {
      precondition: [
        {
          condition: `\${${fqn}.account_id == "${account}"}`,
          errorMessage:
            `rolePermissionsBoundaryArn = "${arn}" is a policy of account ${account}, and this deployment is to account ` +
            `\${${fqn}.account_id}. Allowed: a managed policy of that account, or one of AWS (arn:aws:iam::aws:policy/…).`,
        },
      ],
    };
  }
}
