import type { ReleaserNeeds } from '../../../foundation/releaser-needs';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { ENV } from '../../../wiring/contract';
import { revokerReleasePermissions } from '../release/permissions';

/**
 * What giving IAM back takes, and taking a person's word for an admin.
 *
 * @param adminGroupIds by the names in the settings; none where nobody watches them
 */
export function revokerReleaserNeeds(
  { names }: Pick<DeploymentProps, 'names'>,
  { denyPolicyName }: WholeDeployment,
  adminGroupIds: Readonly<Record<string, string>>,
): ReleaserNeeds {
  const denyPolicyArn = names.policyArn(denyPolicyName);
  const { boundaryPolicyArn, users, ledgerArn } = names;
  return {
    environment: {
      [ENV.denyPolicyArn]: denyPolicyArn,
      [ENV.boundaryPolicyArn]: boundaryPolicyArn,
      [ENV.adminGroupIds]: JSON.stringify(adminGroupIds),
    },
    permissions: revokerReleasePermissions({ denyPolicyArn, boundaryPolicyArn, users, ledgerArn }),
  };
}
