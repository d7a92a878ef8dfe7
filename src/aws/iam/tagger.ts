import { GetRoleCommand, TagRoleCommand, UntagRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { Principal } from '../../domain/identity/principal';
import { ifThere, wasThere } from './if-there';
import { unpaced, type Paced } from './paced';
import { labelled, type Labelled, tagsIn, userTags } from './user-tags';

/** Writes and removes tags of users and roles. Each may be repeated, and is false where there is no such user or role. */
export interface IamTagger {
  /** @param set at most 50 tags */
  tag(principal: Principal, set: Readonly<Record<string, string>>): Promise<boolean>;
  /** Keys that are not there are no mistake. */
  untag(principal: Principal, keys: readonly string[]): Promise<boolean>;
}

/** {@link IamTagger} backed by the AWS API. */
export function iamTagger(iam: IAMClient): IamTagger {
  const users = userTags(iam);
  return {
    tag: ({ kind, name }, set) =>
      kind === 'user'
        ? users.tag(name, set)
        : wasThere(iam.send(new TagRoleCommand({ RoleName: name, Tags: tagsIn(set) }))),
    untag: ({ kind, name }, keys) =>
      kind === 'user'
        ? users.untag(name, keys)
        : wasThere(iam.send(new UntagRoleCommand({ RoleName: name, TagKeys: [...keys] }))),
  };
}

/** Reads tags. @returns undefined where nobody has the name */
export type IamTagReader = (principal: Principal) => Promise<Labelled | undefined>;

/** {@link IamTagReader} backed by the AWS API. @param paced when each call may be made */
export function iamTagReader(iam: IAMClient, paced: Paced = unpaced): IamTagReader {
  const users = userTags(iam, paced);
  return async ({ kind, name }) => {
    if (kind === 'user') return users.of(name);
    const role = (await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName: name })))))?.Role;
    return role && labelled(role.RoleId, role.Tags, `role ${name}`);
  };
}
