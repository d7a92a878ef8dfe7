import { noSuchEntity } from '../wire/aws-error';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';
import { DEFAULT_QUOTAS, type IamQuotas } from './quotas';
import { Register } from './principals/register';
import type { Timeline } from './access/timeline';
import { UsageHistory } from './reports/usage';

/** What an account begins with beside its number. */
export interface StateOptions {
  /** @default IAM's own */
  readonly quotas?: Partial<IamQuotas> | undefined;
  /** @default 0 */
  readonly usageLagMs?: number | undefined;
}

/** Permissions of a principal; each remembers its past for the propagation lag. */
interface Grants {
  /** ARNs of managed policies. */
  readonly attached: Timeline<readonly string[]>;
  readonly inline: Timeline<Readonly<Record<string, string>>>;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
  lastUsed?: { readonly at: Date; readonly service: string };
}

/** A public half of a user's key pair that was given to IAM: an X.509 certificate, or a key of SSH. */
export interface UploadedKey {
  readonly id: string;
  readonly body: string;
  readonly uploadedAt: Date;
  status: 'Active' | 'Inactive';
}

/** A password that IAM made for one service, such as that of Git credentials. */
export interface ServiceCredential {
  readonly id: string;
  readonly service: string;
  readonly userName: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
}

export interface User extends Grants {
  readonly id: string;
  name: string;
  path: string;
  readonly createdAt: Date;
  readonly boundary: Timeline<string | undefined>;
  /** Ids of groups. */
  readonly groups: Timeline<readonly string[]>;
  readonly keys: AccessKey[];
  readonly mfaDevices: { readonly serial: string; readonly enabledAt: Date }[];
  readonly signingCertificates: UploadedKey[];
  readonly sshKeys: UploadedKey[];
  readonly serviceCredentials: ServiceCredential[];
  readonly tags: Map<string, string>;
  loginProfile?: { readonly createdAt: Date; readonly resetRequired: boolean; password: string };
}

export interface Group extends Grants {
  readonly id: string;
  name: string;
  path: string;
  readonly createdAt: Date;
}

export interface Role extends Grants {
  readonly id: string;
  name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly boundary: Timeline<string | undefined>;
  readonly tags: Map<string, string>;
  /** Text of the trust policy. */
  trust: string;
  description?: string;
  /** How long a session may last. */
  maxSessionSeconds: number;
}

export interface InstanceProfile {
  readonly id: string;
  name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  /** Id of the only role it can hold. */
  roleId?: string;
}

export interface Policy {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly description?: string;
  /** Text of each version; versions are never edited. */
  readonly versions: Map<string, { readonly document: string; readonly createdAt: Date }>;
  readonly defaultVersion: Timeline<string>;
  versionCount: number;
}

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
