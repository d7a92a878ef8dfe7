import type { ManagedPolicies, PolicyQuotas } from '../../src/aws/iam/managed-policies';
import type { PolicyPorts } from '../../src/changes/policies/keep';
import { ownPolicyArnOf } from '../../src/domain/policy/own-policies';
import { OWN, sha256 } from './boundaries';

/** A policy in memory; its texts by their versions, the oldest first. */
export interface SomePolicy {
  readonly versions: Map<string, string>;
  defaultVersion: string;
  readonly createdAt: string;
  /** Whether somebody has it. */
  used: boolean;
}

export interface SomePolicies extends ManagedPolicies {
  readonly all: Map<string, SomePolicy>;
  /** Texts of the default versions, by ARNs. */
  texts(): Readonly<Record<string, string>>;
  /** Puts a policy there as somebody else does. */
  add(arn: string, text: string, more?: Partial<SomePolicy>): SomePolicy;
}

/** The policies of an account in memory. @param now what a new policy says of when it was made */
export function somePolicies(quotas: Partial<PolicyQuotas> = {}, now = '2026-06-01T00:00:00.000Z'): SomePolicies {
  const all = new Map<string, SomePolicy>();
  const most = {
    policiesQuota: 1500,
    policySizeQuota: 6144,
    versionsPerPolicyQuota: 5,
    attachedPerUserQuota: 10,
    attachedPerRoleQuota: 10,
    ...{ groups: 0, groupsQuota: 300, groupsPerUserQuota: 10 },
    ...quotas,
  };
  const others = quotas.policies ?? 0;
  const add: SomePolicies['add'] = (arn, text, more = {}) => {
    const policy = { versions: new Map([['v1', text]]), defaultVersion: 'v1', createdAt: now, used: false, ...more };
    all.set(arn, policy);
    return policy;
  };
  const there = (arn: string) => {
    const found = all.get(arn);
    if (found === undefined) throw new Error(`there is no ${arn}`);
    return found;
  };
  const textOf = (arn: string, versionId: string) => Promise.resolve(all.get(arn)?.versions.get(versionId));
  return {
    all,
    add,
    texts: () =>
      Object.fromEntries(
        [...all].map(([arn, one]) => [arn, one.versions.get(one.defaultVersion) ?? ''] as const).sort(),
      ),
    quotas: () => Promise.resolve({ ...most, policies: others + all.size }),
    create: (name, text) => {
      const arn = ownPolicyArnOf(name, OWN);
      if (all.has(arn)) return Promise.resolve('exists');
      if (others + all.size >= most.policiesQuota) return Promise.resolve('refused');
      add(arn, text);
      return Promise.resolve('made');
    },
    read: async (arn) => {
      const versionId = all.get(arn)?.defaultVersion;
      const text = versionId === undefined ? undefined : await textOf(arn, versionId);
      return versionId === undefined || text === undefined ? undefined : { text, versionId };
    },
    versions: (arn) => {
      const { versions = new Map<string, string>(), defaultVersion = '' } = all.get(arn) ?? {};
      const ids = [...versions.keys()];
      return Promise.resolve(
        ids
          .map((versionId) => ({ versionId, isDefault: versionId === defaultVersion, createdAt: versionId }))
          .reverse(),
      );
    },
    textOf,
    createVersion: (arn, text) => {
      const policy = there(arn);
      if (policy.versions.size >= most.versionsPerPolicyQuota) throw new Error('too many versions');
      const id = `v${Math.max(...[...policy.versions.keys()].map((one) => Number(one.slice(1)))) + 1}`;
      policy.versions.set(id, text);
      policy.defaultVersion = id;
      return Promise.resolve();
    },
    setDefault: (arn, versionId) => {
      there(arn).defaultVersion = versionId;
      return Promise.resolve();
    },
    deleteVersion: (arn, versionId) => {
      if (there(arn).defaultVersion === versionId) throw new Error('the default version');
      there(arn).versions.delete(versionId);
      return Promise.resolve();
    },
    delete: (arn) => Promise.resolve(all.get(arn)?.used === false && all.delete(arn)),
    unused: () => Promise.resolve([...all].flatMap(([arn, { used, createdAt }]) => (used ? [] : [{ arn, createdAt }]))),
  };
}

/** Ports over such policies; time passes only by waiting. */
export function somePorts(policies: ManagedPolicies, kept = new Map<string, string>()): PolicyPorts {
  let time = 0;
  return {
    policies,
    texts: {
      read: (name) => Promise.resolve(kept.get(name)),
      write: (name, text) => {
        kept.set(name, text);
        return Promise.resolve();
      },
    },
    own: OWN,
    sha256,
    clock: {
      now: () => time,
      sleep: (ms) => {
        time += ms;
        return Promise.resolve();
      },
    },
  };
}

/** Lets calls through until one of them is the last: that one is carried out, and nobody hears of it. */
export function dyingAfter(calls: number): <T extends object>(port: T) => T {
  let made = 0;
  return <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name): unknown => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          if (made >= calls) throw new Error('terminated');
          made += 1;
          const answer: unknown = await Reflect.apply(member, target, given);
          if (made >= calls) throw new Error('terminated');
          return answer;
        };
      },
    });
}
