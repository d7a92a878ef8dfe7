import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  GetAccountAuthorizationDetailsCommand,
  GetGroupCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListPoliciesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
  type IAMClient,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { Keys } from './credentials';

/** An IAM user of the emulated account. */
export interface Person {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly keys: Keys;
}

const user = z.object({ UserName: z.string(), UserId: z.string(), Arn: z.string() });
const accessKey = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() });

/** Path of whom the emulated account takes for having been there for 200 days. */
const LONG_THERE = '/long-there/';

/** Users, roles and groups of the emulated account, made and read as an administrator does. */
export class People {
  public constructor(private readonly iam: IAMClient) {}

  public async hire(UserName: string): Promise<Person> {
    const { User } = await this.iam.send(new CreateUserCommand({ UserName, Path: LONG_THERE }));
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { UserId: id, Arn: arn } = user.parse(User);
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = accessKey.parse(AccessKey);
    return { name: UserName, id, arn, keys: { accessKeyId, secretAccessKey } };
  }

  /** @returns statuses of somebody's access keys */
  public async keyStatusesOf({ name: UserName }: Person): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.flatMap(({ Status }) => Status ?? []);
  }

  /** @returns unique id of whoever has a name; undefined: nobody */
  public async idOf(UserName: string): Promise<string | undefined> {
    const { Users = [] } = await this.iam.send(new ListUsersCommand({}));
    return Users.find((one) => one.UserName === UserName)?.UserId;
  }

  /** Deletes a user who has nothing any more. */
  public async dismiss(UserName: string): Promise<void> {
    await this.iam.send(new DeleteUserCommand({ UserName }));
  }

  /** @returns its id */
  public async createGroup(GroupName: string): Promise<string> {
    const { Group } = await this.iam.send(new CreateGroupCommand({ GroupName }));
    return Group?.GroupId ?? '';
  }

  public async idOfGroup(GroupName: string): Promise<string> {
    const { Group } = await this.iam.send(new GetGroupCommand({ GroupName }));
    return z.object({ GroupId: z.string() }).parse(Group).GroupId;
  }

  public async renameGroup(GroupName: string, NewGroupName: string): Promise<void> {
    await this.iam.send(new UpdateGroupCommand({ GroupName, NewGroupName }));
  }

  public async deleteGroup(GroupName: string): Promise<void> {
    await this.iam.send(new DeleteGroupCommand({ GroupName }));
  }

  public async leave(GroupName: string, { name: UserName }: Person): Promise<void> {
    await this.iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
  }

  public async join(GroupName: string, { name: UserName }: Person): Promise<void> {
    await this.iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
  }

  /** Allows somebody these actions, by an inline policy. */
  public async allow({ name: UserName }: Person, ...Action: string[]): Promise<void> {
    const PolicyDocument = allowing({ Action, Resource: '*' });
    await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'work', PolicyDocument }));
  }

  /** Makes a role for functions of Lambda that may do these actions. */
  public async createRole(RoleName: string, ...Action: string[]): Promise<void> {
    const trust = allowing({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
    await this.iam.send(new CreateRoleCommand({ RoleName, Path: LONG_THERE, AssumeRolePolicyDocument: trust }));
    const PolicyDocument = allowing({ Action, Resource: '*' });
    await this.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'work', PolicyDocument }));
  }

  /** Everything IAM says of the users, and of the roles outside a path, by name. */
  public async detailsOutside(path: string): Promise<Readonly<Record<string, UserDetail | RoleDetail>>> {
    const found: [string, UserDetail | RoleDetail][] = [];
    for (let Marker: string | undefined; ;) {
      const page = await this.iam.send(
        new GetAccountAuthorizationDetailsCommand({ Filter: ['User', 'Role'], MaxItems: 1000, Marker }),
      );
      found.push(...(page.UserDetailList ?? []).map((one): [string, UserDetail] => [one.UserName ?? '', one]));
      found.push(...(page.RoleDetailList ?? []).map((one): [string, RoleDetail] => [one.RoleName ?? '', one]));
      Marker = page.Marker;
      if (Marker === undefined) return Object.fromEntries(found.filter(([, { Path }]) => Path !== path));
    }
  }

  /** @returns ARNs of the managed policies below a path */
  public async policiesBelow(PathPrefix: string): Promise<string[]> {
    const { Policies = [] } = await this.iam.send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix }));
    return Policies.flatMap(({ Arn }) => Arn ?? []);
  }

  /** @returns the document of a managed policy */
  public async documentOf(PolicyArn: string): Promise<unknown> {
    const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await this.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''));
  }

  public async tagsOf({ name: UserName }: Person): Promise<Readonly<Record<string, string>>> {
    const { Tags = [] } = await this.iam.send(new ListUserTagsCommand({ UserName }));
    return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  }

  /** @returns names of the managed policies attached to somebody */
  public async policiesOf({ name: UserName }: Person): Promise<string[]> {
    const { AttachedPolicies = [] } = await this.iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    return AttachedPolicies.flatMap(({ PolicyName }) => PolicyName ?? []);
  }
}

function allowing(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
