import {
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  ListEntitiesForPolicyCommand,
  NoSuchEntityException,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { pages } from './pages';

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
    detachUserPolicy: (UserName, PolicyArn) => removed(iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))),
    deleteUserPolicy: (UserName, PolicyName) =>
      removed(iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }))),
    deleteUserPermissionsBoundary: (UserName) =>
      removed(iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }))),
    async usersWithPolicy(PolicyArn) {
      const names: string[] = [];
      const list = pages((Marker) =>
        iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, EntityFilter: 'User', MaxItems: 1000, ...Marker })),
      );
      try {
        for await (const { PolicyUsers = [] } of list)
          names.push(...PolicyUsers.flatMap(({ UserName }) => UserName ?? []));
      } catch (error) {
        // A policy that is gone is attached to nobody.
        if (!(error instanceof NoSuchEntityException)) throw error;
      }
      return names;
    },
  };
}

async function removed(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}
