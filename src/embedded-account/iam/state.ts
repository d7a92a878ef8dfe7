import { noSuchEntity, validationError } from '../wire/aws-error';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';
import type { User, Group, Role, InstanceProfile, Policy } from './entities';
import { DEFAULT_QUOTAS, type IamQuotas } from './quotas';
import { Register } from './principals/register';
import { UsageHistory } from './reports/usage';

/** What an account begins with beside its number. */
export interface StateOptions {
  /** @default IAM's own */
  readonly quotas?: Partial<IamQuotas> | undefined;
  /** @default 0 */
  readonly usageLagMs?: number | undefined;
}

/** A user's name where a call asks for one that is there (IAM API reference, `existingUserNameType`). */
const EXISTING_NAME = /^[\w+=,.@-]{1,128}$/;

/** Everything IAM knows about the account. */
export class AccountState {
  readonly users = new Register<User>();
  readonly groups = new Register<Group>();
  readonly roles = new Register<Role>();
  readonly instanceProfiles = new Register<InstanceProfile>();
  readonly policies = new Map<string, Policy>();
  /** What was deleted still binds for the propagation lag those it bound. */
  private readonly removedPolicies = new Map<string, Policy>();
  /** Id of an access key to the id of its user; an entry stays behind where the key is deleted. */
  readonly keyOwners = new Map<string, string>();
  readonly virtualMfaDevices = new Set<string>();
  readonly quotas: IamQuotas;
  readonly usage: UsageHistory;

  constructor(
    readonly accountId: string,
    readonly clock: Clock,
    readonly identifiers: Identifiers,
    { quotas, usageLagMs = 0 }: StateOptions = {},
  ) {
    this.quotas = { ...DEFAULT_QUOTAS, ...quotas };
    this.usage = new UsageHistory(usageLagMs);
  }

  arnOf(
    kind: 'user' | 'group' | 'role' | 'policy' | 'mfa' | 'instance-profile',
    one: { readonly path: string; readonly name: string },
  ): string {
    return `arn:aws:iam::${this.accountId}:${kind}${one.path}${one.name}`;
  }

  get rootArn(): string {
    return `arn:aws:iam::${this.accountId}:root`;
  }

  findUser = (name: string) => this.users.named(name);
  findGroup = (name: string) => this.groups.named(name);
  findRole = (name: string) => this.roles.named(name);
  ownerOf(keyId: string): User | undefined {
    const user = this.users.get(this.keyOwners.get(keyId) ?? '');
    return user?.keys.some(({ id }) => id === keyId) === true ? user : undefined;
  }

  userNamed(name: string): User {
    if (!EXISTING_NAME.test(name)) {
      const may = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
      throw validationError(`The specified value for userName is invalid. ${may}`);
    }
    const user = this.findUser(name);
    if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
    return user;
  }

  roleNamed(name: string): Role {
    const role = this.findRole(name);
    if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return role;
  }

  groupNamed(name: string): Group {
    const group = this.findGroup(name);
    if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
    return group;
  }

  instanceProfileNamed(name: string): InstanceProfile {
    const profile = this.instanceProfiles.named(name);
    if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
    return profile;
  }

  policyOf(arn: string): Policy {
    const policy = this.policies.get(arn);
    if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
    return policy;
  }

  removePolicy(policy: Policy): void {
    this.policies.delete(policy.arn);
    this.removedPolicies.set(policy.arn, policy);
  }

  /** A policy that is there, or was. */
  policyEver(arn: string): Policy | undefined {
    return this.policies.get(arn) ?? this.removedPolicies.get(arn);
  }

  membersOf(groupId: string): User[] {
    return [...this.users.values()].filter(({ groups }) => groups.current.includes(groupId));
  }

  profilesOf(roleId: string): InstanceProfile[] {
    return [...this.instanceProfiles.values()].filter((profile) => profile.roleId === roleId);
  }

  /** Users, groups and roles the policy is attached to. */
  attachmentsOf = (arn: string) => ({
    users: [...this.users.values()].filter(({ attached }) => attached.current.includes(arn)),
    groups: [...this.groups.values()].filter(({ attached }) => attached.current.includes(arn)),
    roles: [...this.roles.values()].filter(({ attached }) => attached.current.includes(arn)),
  });

  /** Users and roles the policy bounds. */
  boundedBy = (arn: string) => ({
    users: [...this.users.values()].filter(({ boundary }) => boundary.current === arn),
    roles: [...this.roles.values()].filter(({ boundary }) => boundary.current === arn),
  });
}
