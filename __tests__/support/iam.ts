import type { IamReader } from '../../src/aws/iam/reader';
import { DENY_IAM } from '../../src/domain/policy/deny';
import type { Group, User } from '../../src/domain/identity/principal';
import { ADMINS, DENY_ARN } from './revoker';

/** What a small account holds, by name. */
export interface SomeIam {
  readonly users?: readonly User[];
  readonly keys?: Readonly<Record<string, string>>;
  readonly memberships?: Readonly<Record<string, readonly Group[]>>;
  readonly groups?: readonly (Group & { readonly memberIds: readonly string[] })[];
  readonly attached?: Readonly<Record<string, readonly string[]>>;
  readonly inline?: Readonly<Record<string, string>>;
  readonly policies?: Readonly<Record<string, string>>;
}

/** A reader of such an account, with the admin group and the deny policy in order unless told otherwise. */
export function someIam({
  users = [],
  keys = {},
  memberships = {},
  groups = [ADMINS],
  attached = {},
  inline = {},
  policies = { [DENY_ARN]: JSON.stringify(DENY_IAM) },
}: SomeIam): IamReader {
  const answer = <T>(value: T) => Promise.resolve(value);
  return {
    user: (name) => answer(users.find((user) => user.name === name)),
    userNameOfKey: (key) => answer(keys[key]),
    userNameOfId: (id) => answer(users.find((user) => user.id === id)?.name),
    users: () => answer(users.map(({ id, name }) => ({ id, name }))),
    groupsOfUser: (name) => answer(memberships[name] ?? []),
    group: (name) => answer(groups.find((group) => group.name === name)),
    groupNameOfId: (id) => answer(groups.find((group) => group.id === id)?.name),
    attachedPolicies: (name) => answer(attached[name] ?? []),
    inlinePolicy: (name) => answer(inline[name]),
    policyText: (arn) => answer(policies[arn]),
  };
}
