import {
  GetAccessKeyLastUsedCommand,
  GetGroupCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  type IAMClient,
  type User as IamUser,
} from '@aws-sdk/client-iam';
import { accountOfArn, isUserName, type Group, type User } from '../../domain/identity/principal';
import { ifThere } from './if-there';
import { pages } from './pages';

/** What the guardrails read of IAM. A thing that does not exist is undefined; any other failure is thrown. */
export interface IamReader {
  /** @returns undefined also for a name that no user can have, as an event may say that somebody forged */
  user(name: string): Promise<User | undefined>;
  /** @returns name of the user that owns a long-term access key */
  userNameOfKey(accessKeyId: string): Promise<string | undefined>;
  /** Searches the whole list of users: one call per 1,000 users. */
  userNameOfId(id: string): Promise<string | undefined>;
  /** Everybody: one call per 1,000 users. */
  users(): Promise<readonly { readonly id: string; readonly name: string; readonly createdAt?: Date | undefined }[]>;
  groupsOfUser(name: string): Promise<readonly Group[]>;
  group(name: string): Promise<{ readonly id: string; readonly memberIds: readonly string[] } | undefined>;
  /** Searches the whole list of groups. */
  groupNameOfId(id: string): Promise<string | undefined>;
  /** @returns ARNs of the managed policies of a user; none for a user that does not exist */
  attachedPolicies(userName: string): Promise<readonly string[]>;
  /** @returns URL-encoded text */
  inlinePolicy(userName: string, policyName: string): Promise<string | undefined>;
  /** @returns URL-encoded text of the default version */
  policyText(arn: string): Promise<string | undefined>;
}

const PAGE = 1000;

/** {@link IamReader} backed by the AWS API. */
export function iamReader(iam: IAMClient): IamReader {
  /** Default version last seen per policy: read ahead, in the same round trip as the question which one it is. */
  const versions = new Map<string, string>();

  return {
    async user(UserName) {
      if (!isUserName(UserName)) return undefined;
      const found = await ifThere(iam.send(new GetUserCommand({ UserName })));
      return found?.User && userOf(found.User);
    },
    async userNameOfKey(AccessKeyId) {
      return (await ifThere(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))))?.UserName;
    },
    async userNameOfId(id) {
      for await (const { Users = [] } of pages((Marker) =>
        iam.send(new ListUsersCommand({ MaxItems: PAGE, ...Marker })),
      )) {
        const user = Users.find(({ UserId }) => UserId === id);
        if (user) return user.UserName;
      }
      return undefined;
    },
    async users() {
      const all: { id: string; name: string; createdAt: Date | undefined }[] = [];
      for await (const { Users = [] } of pages((Marker) =>
        iam.send(new ListUsersCommand({ MaxItems: PAGE, ...Marker })),
      )) {
        for (const { UserId, UserName, CreateDate } of Users) {
          all.push({ id: required(UserId, 'UserId'), name: required(UserName, 'UserName'), createdAt: CreateDate });
        }
      }
      return all;
    },
    async groupsOfUser(UserName) {
      const groups: Group[] = [];
      const list = pages((Marker) => iam.send(new ListGroupsForUserCommand({ UserName, MaxItems: PAGE, ...Marker })));
      await ifThere(
        (async () => {
          for await (const { Groups = [] } of list) groups.push(...Groups.map(groupOf));
        })(),
      );
      return groups;
    },
    async group(GroupName) {
      let id: string | undefined;
      const memberIds: string[] = [];
      const list = pages((Marker) => iam.send(new GetGroupCommand({ GroupName, MaxItems: PAGE, ...Marker })));
      await ifThere(
        (async () => {
          for await (const { Group, Users = [] } of list) {
            id = required(Group?.GroupId, 'GroupId');
            memberIds.push(...Users.map(({ UserId }) => required(UserId, 'UserId')));
          }
        })(),
      );
      return id === undefined ? undefined : { id, memberIds };
    },
    async groupNameOfId(id) {
      for await (const { Groups = [] } of pages((Marker) =>
        iam.send(new ListGroupsCommand({ MaxItems: PAGE, ...Marker })),
      )) {
        const group = Groups.find(({ GroupId }) => GroupId === id);
        if (group) return group.GroupName;
      }
      return undefined;
    },
    async attachedPolicies(UserName) {
      const arns: string[] = [];
      const list = pages((Marker) =>
        iam.send(new ListAttachedUserPoliciesCommand({ UserName, MaxItems: PAGE, ...Marker })),
      );
      await ifThere(
        (async () => {
          for await (const { AttachedPolicies = [] } of list)
            arns.push(...AttachedPolicies.flatMap((p) => p.PolicyArn ?? []));
        })(),
      );
      return arns;
    },
    async inlinePolicy(UserName, PolicyName) {
      return (await ifThere(iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))))?.PolicyDocument;
    },
    async policyText(PolicyArn) {
      const text = async (VersionId: string) =>
        (await ifThere(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))))?.PolicyVersion?.Document;
      const expected = versions.get(PolicyArn) ?? 'v1';
      const [policy, ahead] = await Promise.all([
        ifThere(iam.send(new GetPolicyCommand({ PolicyArn }))),
        text(expected),
      ]);
      const current = policy?.Policy?.DefaultVersionId;
      if (current === undefined) return undefined;
      versions.set(PolicyArn, current);
      return current === expected ? ahead : text(current);
    },
  };
}

function userOf(user: IamUser): User {
  const arn = required(user.Arn, 'Arn');
  const boundaryArn = user.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    accountId: accountOfArn(arn),
    id: required(user.UserId, 'UserId'),
    arn,
    name: required(user.UserName, 'UserName'),
    ...(boundaryArn && { boundaryArn }),
  };
}

function groupOf(group: { GroupId?: string | undefined; GroupName?: string | undefined }): Group {
  return { id: required(group.GroupId, 'GroupId'), name: required(group.GroupName, 'GroupName') };
}

function required(value: string | undefined, field: string): string {
  if (value === undefined) throw new Error(`IAM answered without ${field}`);
  return value;
}
