import type { ReleaserNeeds } from '../../../foundation/guardrail-stack';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { RELEASE } from '../../../release/contract';
import { ENV } from '../../../wiring/contract';
import { revokerReleasePermissions } from '../release/permissions';

/** What giving IAM back takes. */
export function revokerReleaserNeeds(
  { names }: Pick<DeploymentProps, 'names'>,
  { denyPolicyName }: WholeDeployment,
): ReleaserNeeds {
  const denyPolicyArn = names.policyArn(denyPolicyName);
  const { boundaryPolicyArn, users, ledgerArn } = names;
  const functionArn = names.functionArn(RELEASE);
  return {
    environment: { [ENV.denyPolicyArn]: denyPolicyArn, [ENV.boundaryPolicyArn]: boundaryPolicyArn },
    permissions: revokerReleasePermissions({ denyPolicyArn, boundaryPolicyArn, users, ledgerArn, functionArn }),
  };
}
