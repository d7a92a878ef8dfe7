import {
  GetRoleCommand,
  GetUserCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UntagUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Principal } from '../../domain/identity/principal';
import { ifThere, wasThere } from './if-there';
import { unpaced, type Paced } from './paced';

/** Writes and removes tags of users and roles. Each may be repeated, and is false where there is no such user or role. */
export interface IamTagger {
  /** @param set at most 50 tags */
  tag(principal: Principal, set: Readonly<Record<string, string>>): Promise<boolean>;
  /** Keys that are not there are no mistake. */
  untag(principal: Principal, keys: readonly string[]): Promise<boolean>;
}

/** {@link IamTagger} backed by the AWS API. */
export function iamTagger(iam: IAMClient): IamTagger {
  return {
    tag({ kind, name }, set) {
      const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
      return wasThere(
        kind === 'user'
          ? iam.send(new TagUserCommand({ UserName: name, Tags }))
          : iam.send(new TagRoleCommand({ RoleName: name, Tags })),
      );
    },
    untag({ kind, name }, keys) {
      const TagKeys = [...keys];
      return wasThere(
        kind === 'user'
          ? iam.send(new UntagUserCommand({ UserName: name, TagKeys }))
          : iam.send(new UntagRoleCommand({ RoleName: name, TagKeys })),
      );
    },
  };
}

/** Who has a name, and the tags that stand there. */
export interface Labelled {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads tags. @returns undefined where nobody has the name */
export type IamTagReader = (principal: Principal) => Promise<Labelled | undefined>;

/** {@link IamTagReader} backed by the AWS API. @param paced when each call may be made */
export function iamTagReader(iam: IAMClient, paced: Paced = unpaced): IamTagReader {
  return async ({ kind, name }) => {
    const found =
      kind === 'user'
        ? (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName: name })))))?.User
        : (await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName: name })))))?.Role;
    if (found === undefined) return undefined;
    const id = 'UserId' in found ? found.UserId : 'RoleId' in found ? found.RoleId : undefined;
    if (id === undefined) throw new Error(`IAM answered without the id of ${kind} ${name}`);
    const tags = (found.Tags ?? []).flatMap(({ Key, Value }) =>
      Key === undefined ? [] : [[Key, Value ?? ''] as const],
    );
    return { id, tags: Object.fromEntries(tags) };
  };
}
