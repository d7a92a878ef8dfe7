import {
  AttachUserPolicyCommand,
  DetachGroupPolicyCommand,
  LimitExceededException,
  RemoveUserFromGroupCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { wasThere } from './if-there';

/** Whether a change was made, or refused because a quota of IAM is used up. */
export type Attempt = 'done' | 'refused';

/** The changes of the revoker's own role. Each may be repeated. */
export interface IamWriter {
  attachUserPolicy(userName: string, policyArn: string): Promise<Attempt>;
  /** @returns false when there is no such member or group */
  removeUserFromGroup(userName: string, groupName: string): Promise<boolean>;
  /** @returns false when there is no such group, or it does not carry the policy */
  detachGroupPolicy(groupName: string, policyArn: string): Promise<boolean>;
}

/** {@link IamWriter} backed by the AWS API. */
export function iamWriter(iam: IAMClient): IamWriter {
  return {
    attachUserPolicy: (UserName, PolicyArn) =>
      unlessFull(iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))),
    removeUserFromGroup: (UserName, GroupName) =>
      wasThere(iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName }))),
    detachGroupPolicy: (GroupName, PolicyArn) =>
      wasThere(iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }))),
  };
}

/** Tells a used-up quota from every other failure. */
export async function unlessFull(answer: Promise<unknown>): Promise<Attempt> {
  try {
    await answer;
    return 'done';
  } catch (error) {
    if (error instanceof LimitExceededException) return 'refused';
    throw error;
  }
}
