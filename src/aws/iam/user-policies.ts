import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  ListAttachedUserPoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { ifThere } from './if-there';
import { pages } from './pages';
import { unpaced, type Paced } from './paced';
import { unlessFull } from './writer';

/** Who has a name, and the managed policies that are attached there. */
export interface AttachedPolicies {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly arns: readonly string[];
}

/** The managed policies of users. Each call may be repeated. */
export interface UserPolicies {
  /** @returns undefined where nobody has the name */
  of(userName: string): Promise<AttachedPolicies | undefined>;
  /** @returns `gone` where there is no such user or policy, `refused` where the user has no room for another */
  attach(userName: string, policyArn: string): Promise<'done' | 'gone' | 'refused'>;
  /** @returns false where it is not attached, or nobody has the name */
  detach(userName: string, policyArn: string): Promise<boolean>;
}

/** {@link UserPolicies} backed by the AWS API. @param paced when each call may be made */
export function userPolicies(iam: IAMClient, paced: Paced = unpaced): UserPolicies {
  const attachedTo = async (UserName: string): Promise<readonly string[]> => {
    const arns: string[] = [];
    const lists = pages((marker) =>
      paced('ListAttachedUserPolicies', () => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...marker }))),
    );
    for await (const { AttachedPolicies = [] } of lists) {
      arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  };
  return {
    async of(UserName) {
      const found = (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName })))))?.User;
      if (found === undefined) return undefined;
      if (found.UserId === undefined) throw new Error(`IAM answered without the id of user ${UserName}`);
      const arns = await ifThere(attachedTo(UserName));
      return arns && { id: found.UserId, arns };
    },
    async attach(UserName, PolicyArn) {
      const attempt = paced('AttachUserPolicy', () => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn })));
      return (await ifThere(unlessFull(attempt))) ?? 'gone';
    },
    async detach(UserName, PolicyArn) {
      const command = new DetachUserPolicyCommand({ UserName, PolicyArn });
      return (await ifThere<unknown>(paced('DetachUserPolicy', () => iam.send(command)))) !== undefined;
    },
  };
}
