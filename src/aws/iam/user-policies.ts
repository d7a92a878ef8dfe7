import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  ListAttachedUserPoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { attachedPolicies, type PrincipalPolicies } from './attached-policies';
import { unpaced, type Paced } from './paced';

/** {@link PrincipalPolicies} of users, backed by the AWS API. @param paced when each call may be made */
export const userPolicies = (iam: IAMClient, paced: Paced = unpaced): PrincipalPolicies =>
  attachedPolicies({
    whom: 'user',
    look: async (UserName) => {
      const { User } = await paced('GetUser', () => iam.send(new GetUserCommand({ UserName })));
      return { id: User?.UserId };
    },
    list: (UserName, marker) =>
      paced('ListAttachedUserPolicies', () => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...marker }))),
    attach: (UserName, PolicyArn) =>
      paced('AttachUserPolicy', () => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))),
    detach: (UserName, PolicyArn) =>
      paced('DetachUserPolicy', () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))),
  });
