import {
  NoSuchEntityException,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UntagUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Principal } from '../domain/principal';

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
      return unlessGone(
        kind === 'user'
          ? iam.send(new TagUserCommand({ UserName: name, Tags }))
          : iam.send(new TagRoleCommand({ RoleName: name, Tags })),
      );
    },
    untag({ kind, name }, keys) {
      const TagKeys = [...keys];
      return unlessGone(
        kind === 'user'
          ? iam.send(new UntagUserCommand({ UserName: name, TagKeys }))
          : iam.send(new UntagRoleCommand({ RoleName: name, TagKeys })),
      );
    },
  };
}

async function unlessGone(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}
