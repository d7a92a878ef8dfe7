import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { attachedPolicies, type PrincipalPolicies } from './attached-policies';
import { unpaced, type Paced } from './paced';

/** {@link PrincipalPolicies} of roles, backed by the AWS API. @param paced when each call may be made */
export const rolePolicies = (iam: IAMClient, paced: Paced = unpaced): PrincipalPolicies =>
  attachedPolicies({
    whom: 'role',
    look: async (RoleName) => {
      const { Role } = await paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName })));
      return { id: Role?.RoleId };
    },
    list: (RoleName, marker) =>
      paced('ListAttachedRolePolicies', () => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, ...marker }))),
    attach: (RoleName, PolicyArn) =>
      paced('AttachRolePolicy', () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))),
    detach: (RoleName, PolicyArn) =>
      paced('DetachRolePolicy', () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))),
  });
