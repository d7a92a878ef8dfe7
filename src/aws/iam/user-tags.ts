import { GetUserCommand, TagUserCommand, UntagUserCommand, type IAMClient, type Tag } from '@aws-sdk/client-iam';
import { ifThere, wasThere } from './if-there';
import { unpaced, type Paced } from './paced';

/** Who has a name, and the tags that stand there. */
export interface Labelled {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Tags of users, by name. Each may be repeated. */
export interface UserTags {
  /** @returns undefined where nobody has the name */
  of(userName: string): Promise<Labelled | undefined>;
  /** @param set at most 50 tags @returns false where there is no such user */
  tag(userName: string, set: Readonly<Record<string, string>>): Promise<boolean>;
  /** Keys that are not there are no mistake. @returns false where there is no such user */
  untag(userName: string, keys: readonly string[]): Promise<boolean>;
}

/** {@link UserTags} backed by the AWS API. @param paced when each reading call may be made */
export function userTags(iam: IAMClient, paced: Paced = unpaced): UserTags {
  return {
    async of(UserName) {
      const user = (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName })))))?.User;
      return user && labelled(user.UserId, user.Tags, `user ${UserName}`);
    },
    tag: (UserName, set) => wasThere(iam.send(new TagUserCommand({ UserName, Tags: tagsIn(set) }))),
    untag: (UserName, keys) => wasThere(iam.send(new UntagUserCommand({ UserName, TagKeys: [...keys] }))),
  };
}

/** Tags as IAM takes them. */
export const tagsIn = (set: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(set).map(([Key, Value]) => ({ Key, Value }));

/** What IAM says of whoever has a name. @throws Error where it says no id */
export function labelled(id: string | undefined, all: readonly Tag[] = [], whom: string): Labelled {
  if (id === undefined) throw new Error(`IAM answered without the id of ${whom}`);
  const tags = all.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ''] as const]));
  return { id, tags: Object.fromEntries(tags) };
}
