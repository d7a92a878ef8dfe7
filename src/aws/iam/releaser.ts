import {
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { wasThere } from './if-there';
import { policyEntities } from './policy-entities';

/** The changes of the release function's role. Each answers false when there was nothing to remove. */
export interface IamReleaser {
  detachUserPolicy(userName: string, policyArn: string): Promise<boolean>;
  deleteUserPolicy(userName: string, policyName: string): Promise<boolean>;
  deleteUserPermissionsBoundary(userName: string): Promise<boolean>;
  /** @returns names of the users that carry a policy, attached or as their boundary */
  usersWithPolicy(policyArn: string): Promise<readonly string[]>;
}

/** {@link IamReleaser} backed by the AWS API. */
export function iamReleaser(iam: IAMClient): IamReleaser {
  return {
    detachUserPolicy: (UserName, PolicyArn) => wasThere(iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))),
    deleteUserPolicy: (UserName, PolicyName) =>
      wasThere(iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }))),
    deleteUserPermissionsBoundary: (UserName) =>
      wasThere(iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }))),
    async usersWithPolicy(policyArn) {
      const entities = await policyEntities(iam)(policyArn);
      return entities.flatMap(({ kind, name }) => (kind === 'user' ? [name] : []));
    },
  };
}
