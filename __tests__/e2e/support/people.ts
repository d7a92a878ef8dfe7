import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  ListAttachedUserPoliciesCommand,
  ListUserTagsCommand,
  PutUserPolicyCommand,
  type IAMClient,
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

/** Users and groups of the emulated account, made and read as an administrator does. */
export class People {
  public constructor(private readonly iam: IAMClient) {}

  public async hire(UserName: string): Promise<Person> {
    const { User } = await this.iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { UserId: id, Arn: arn } = user.parse(User);
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = accessKey.parse(AccessKey);
    return { name: UserName, id, arn, keys: { accessKeyId, secretAccessKey } };
  }

  public async createGroup(GroupName: string): Promise<void> {
    await this.iam.send(new CreateGroupCommand({ GroupName }));
  }

  public async join(GroupName: string, { name: UserName }: Person): Promise<void> {
    await this.iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
  }

  /** Allows somebody these actions, by an inline policy. */
  public async allow({ name: UserName }: Person, ...Action: string[]): Promise<void> {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
    await this.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'work', PolicyDocument }));
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
