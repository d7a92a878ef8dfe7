import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  DeleteConflictException,
  DeleteGroupCommand,
  DetachGroupPolicyCommand,
  EntityAlreadyExistsException,
  GetGroupCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  RemoveUserFromGroupCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { ifThere } from './if-there';
import { pages } from './pages';
import { unpaced, type Paced } from './paced';
import { unlessFull, type Attempt } from './writer';

/** A group, who is in it, and its managed policies. */
export interface OwnGroup {
  readonly arn: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** ARNs. */
  readonly policies: readonly string[];
}

/** Groups on a path that is the project's alone. Each call may be repeated. */
export interface OwnGroups {
  /** Names of the groups on the path. */
  names(): Promise<readonly string[]>;
  /** @returns undefined where there is no such group, or only one on another path */
  of(name: string): Promise<OwnGroup | undefined>;
  /** Names of the group's inline policies; none where there is no such group. */
  inline(name: string): Promise<readonly string[]>;
  /** @returns `exists` whatever is in the group of that name, `refused` where the account has no room for another */
  create(name: string): Promise<'made' | 'exists' | 'refused'>;
  /** @returns `gone` where there is no such group or policy, `refused` where the group has no room for another */
  attach(name: string, policyArn: string): Promise<Attempt | 'gone'>;
  /** @returns false where it is not attached, or there is no such group */
  detach(name: string, policyArn: string): Promise<boolean>;
  /** @returns `gone` where there is no such group or user, `refused` where the user can be in no further group */
  add(name: string, userName: string): Promise<Attempt | 'gone'>;
  /** @returns false where the user is not in the group, or one of them is gone */
  remove(name: string, userName: string): Promise<boolean>;
  /** @returns false where somebody is in the group, or a policy is: IAM keeps it then */
  delete(name: string): Promise<boolean>;
}

/** {@link OwnGroups} backed by the AWS API. @param paced when each call may be made */
export function ownGroups(iam: IAMClient, path: string, paced: Paced = unpaced): OwnGroups {
  const policiesOf = async (GroupName: string): Promise<readonly string[]> => {
    const arns: string[] = [];
    const lists = pages((marker) =>
      paced('ListAttachedGroupPolicies', () =>
        iam.send(new ListAttachedGroupPoliciesCommand({ GroupName, ...marker })),
      ),
    );
    for await (const { AttachedPolicies = [] } of lists) {
      arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  };
  const inlineOf = async (GroupName: string): Promise<readonly string[]> => {
    const names: string[] = [];
    const lists = pages((marker) =>
      paced('ListGroupPolicies', () => iam.send(new ListGroupPoliciesCommand({ GroupName, ...marker }))),
    );
    for await (const { PolicyNames = [] } of lists) names.push(...PolicyNames);
    return names;
  };
  const membersOf = async (GroupName: string) => {
    const members: OwnGroup['members'][number][] = [];
    let arn: string | undefined;
    const lists = pages((marker) => paced('GetGroup', () => iam.send(new GetGroupCommand({ GroupName, ...marker }))));
    for await (const { Group, Users = [] } of lists) {
      if (Group?.Path !== path) return undefined;
      arn = Group.Arn;
      members.push(
        ...Users.flatMap(({ UserId: id, UserName: name }) =>
          id === undefined || name === undefined ? [] : [{ id, name }],
        ),
      );
    }
    if (arn === undefined) throw new Error(`IAM answered without the ARN of group ${GroupName}`);
    return { arn, members };
  };
  const made = async (action: string, call: () => Promise<unknown>): Promise<Attempt | 'gone'> =>
    (await ifThere(unlessFull(paced(action, call)))) ?? 'gone';
  const unmade = async (action: string, call: () => Promise<unknown>): Promise<boolean> =>
    (await ifThere(paced(action, call))) !== undefined;

  return {
    async names() {
      const names: string[] = [];
      const lists = pages((marker) =>
        paced('ListGroups', () => iam.send(new ListGroupsCommand({ PathPrefix: path, ...marker }))),
      );
      for await (const { Groups = [] } of lists) {
        // A group elsewhere is somebody else's, whatever the list says.
        names.push(...Groups.filter(({ Path }) => Path?.startsWith(path)).flatMap(({ GroupName }) => GroupName ?? []));
      }
      return names;
    },
    async of(name) {
      const found = await ifThere(membersOf(name));
      const policies = found && (await ifThere(policiesOf(name)));
      return policies && { ...found, policies };
    },
    async inline(name) {
      return (await ifThere(inlineOf(name))) ?? [];
    },
    async create(GroupName) {
      try {
        const command = new CreateGroupCommand({ GroupName, Path: path });
        const attempt = await unlessFull(paced('CreateGroup', () => iam.send(command)));
        return attempt === 'done' ? 'made' : 'refused';
      } catch (error) {
        if (error instanceof EntityAlreadyExistsException) return 'exists';
        throw error;
      }
    },
    attach: (GroupName, PolicyArn) =>
      made('AttachGroupPolicy', () => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))),
    detach: (GroupName, PolicyArn) =>
      unmade('DetachGroupPolicy', () => iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }))),
    add: (GroupName, UserName) =>
      made('AddUserToGroup', () => iam.send(new AddUserToGroupCommand({ GroupName, UserName }))),
    remove: (GroupName, UserName) =>
      unmade('RemoveUserFromGroup', () => iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }))),
    async delete(GroupName) {
      try {
        await ifThere(paced('DeleteGroup', () => iam.send(new DeleteGroupCommand({ GroupName }))));
        return true;
      } catch (error) {
        if (error instanceof DeleteConflictException) return false;
        throw error;
      }
    },
  };
}
