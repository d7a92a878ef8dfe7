import type { Group, Policy, Role, User } from '../entities';
import type { AccountState } from '../state';
import { Timeline } from '../access/timeline';

/** How a principal begins; what is left out is empty. */
export interface PrincipalSeed {
  readonly name: string;
  /** @default '/' */
  readonly path?: string;
  /**
   * ARNs of managed policies.
   * @default none
   */
  readonly policies?: readonly string[];
  /**
   * Inline policies: name to text.
   * @default none
   */
  readonly inline?: Readonly<Record<string, string>>;
  /**
   * ARN of the policy that bounds the principal.
   * @default no boundary stands
   */
  readonly boundary?: string;
  /**
   * When it came into being.
   * @default now
   */
  readonly createdAt?: Date;
  /**
   * Groups have none.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How a role begins. */
export interface RoleSeed extends PrincipalSeed {
  /**
   * The trust policy.
   * @default nobody may assume the role
   */
  readonly trust?: object;
  /** @default none */
  readonly description?: string;
  /**
   * How long a session may last.
   * @default an hour
   */
  readonly maxSessionSeconds?: number;
}

const AN_HOUR = 3600;

/** A trust policy that lets nobody in. */
const TRUSTS_NOBODY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
};

const grantsOf = ({ clock }: AccountState, seed: PrincipalSeed) => ({
  attached: new Timeline<readonly string[]>(clock, seed.policies ?? []),
  inline: new Timeline<Readonly<Record<string, string>>>(clock, seed.inline ?? {}),
});

/** @param groupIds ids of the groups the user is a member of */
export function addUser(state: AccountState, seed: PrincipalSeed, groupIds: readonly string[] = []): User {
  const user: User = {
    id: state.identifiers.unique('AIDA', seed.name),
    name: seed.name,
    path: seed.path ?? '/',
    createdAt: seed.createdAt ?? state.clock.now(),
    ...grantsOf(state, seed),
    boundary: new Timeline<string | undefined>(state.clock, seed.boundary),
    groups: new Timeline(state.clock, groupIds),
    keys: [],
    mfaDevices: [],
    signingCertificates: [],
    sshKeys: [],
    serviceCredentials: [],
    tags: new Map(Object.entries(seed.tags ?? {})),
  };
  state.users.set(user.id, user);
  return user;
}

export function addGroup(state: AccountState, seed: PrincipalSeed): Group {
  const group: Group = {
    id: state.identifiers.unique('AGPA', seed.name),
    name: seed.name,
    path: seed.path ?? '/',
    createdAt: seed.createdAt ?? state.clock.now(),
    ...grantsOf(state, seed),
  };
  state.groups.set(group.id, group);
  return group;
}

export function addRole(state: AccountState, seed: RoleSeed): Role {
  const role: Role = {
    id: state.identifiers.unique('AROA', seed.name),
    name: seed.name,
    path: seed.path ?? '/',
    createdAt: seed.createdAt ?? state.clock.now(),
    ...grantsOf(state, seed),
    boundary: new Timeline<string | undefined>(state.clock, seed.boundary),
    tags: new Map(Object.entries(seed.tags ?? {})),
    trust: JSON.stringify(seed.trust ?? TRUSTS_NOBODY),
    ...(seed.description !== undefined && { description: seed.description }),
    maxSessionSeconds: seed.maxSessionSeconds ?? AN_HOUR,
  };
  state.roles.set(role.id, role);
  return role;
}

/** @param arn given for AWS's own policies only, as the id is for those that a stack names by it */
export function addPolicy(
  state: AccountState,
  {
    name,
    path = '/',
    document,
    arn = state.arnOf('policy', { path, name }),
    id = state.identifiers.unique('ANPA', arn),
    description,
    createdAt = state.clock.now(),
  }: {
    readonly name: string;
    readonly path?: string;
    readonly document: string;
    readonly arn?: string;
    /** @default follows from the ARN */
    readonly id?: string;
    /** @default none; it can never be changed */
    readonly description?: string | undefined;
    /** @default now */
    readonly createdAt?: Date;
  },
): Policy {
  const policy: Policy = {
    id,
    arn,
    name,
    path,
    createdAt,
    ...(description !== undefined && { description }),
    versions: new Map([['v1', { document, createdAt }]]),
    defaultVersion: new Timeline(state.clock, 'v1'),
    versionCount: 1,
  };
  state.policies.set(arn, policy);
  return policy;
}
