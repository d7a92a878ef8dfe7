import type { ReleaserNeeds } from '../../../foundation/guardrail-stack';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { ENV } from '../../../wiring/contract';
import { revokerReleasePermissions } from '../release/permissions';

/** What giving IAM back takes. */
export function revokerReleaserNeeds(
  { names }: Pick<DeploymentProps, 'names'>,
  { denyPolicyName }: WholeDeployment,
): ReleaserNeeds {
  const denyPolicyArn = names.policyArn(denyPolicyName);
  const { boundaryPolicyArn, users, ledgerArn } = names;
  return {
    environment: { [ENV.denyPolicyArn]: denyPolicyArn, [ENV.boundaryPolicyArn]: boundaryPolicyArn },
    permissions: revokerReleasePermissions({ denyPolicyArn, boundaryPolicyArn, users, ledgerArn }),
  };
}
