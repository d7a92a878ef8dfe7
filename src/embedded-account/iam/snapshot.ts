import type { AccountState } from './state';

/** A plain copy of everything in IAM, for "equal to before". */
export type AccountSnapshot = ReturnType<typeof snapshotOf>;

const byName = <T extends { readonly name: string }>(values: Iterable<T>) =>
  [...values].sort((one, other) => (one.name < other.name ? -1 : 1));

export function snapshotOf(state: AccountState) {
  const groupNames = (ids: readonly string[]) => ids.map((id) => state.groups.get(id)?.name ?? id).sort();
  return {
    users: byName(state.users.values()).map((user) => ({
      id: user.id,
      arn: state.arnOf('user', user),
      name: user.name,
      groups: groupNames(user.groups.current),
      attached: [...user.attached.current].sort(),
      inline: { ...user.inline.current },
      boundary: user.boundary.current ?? null,
      keys: user.keys.map(({ id, status }) => ({ id, status })),
      hasLoginProfile: user.loginProfile !== undefined,
      mfaDevices: user.mfaDevices.map(({ serial }) => serial).sort(),
      signingCertificates: user.signingCertificates.map(({ body, status }) => ({ body, status })),
      sshKeys: user.sshKeys.map(({ body, status }) => ({ body, status })),
      serviceCredentials: user.serviceCredentials.map(({ id, service, status }) => ({ id, service, status })),
      tags: Object.fromEntries(user.tags),
    })),
    groups: byName(state.groups.values()).map((group) => ({
      id: group.id,
      name: group.name,
      path: group.path,
      attached: [...group.attached.current].sort(),
      inline: { ...group.inline.current },
    })),
    roles: byName(state.roles.values()).map((role) => ({
      id: role.id,
      arn: state.arnOf('role', role),
      boundary: role.boundary.current ?? null,
      tags: Object.fromEntries(role.tags),
      attached: [...role.attached.current].sort(),
      inline: { ...role.inline.current },
      trust: role.trust,
      description: role.description ?? null,
      maxSessionSeconds: role.maxSessionSeconds,
      instanceProfiles: state.profilesOf(role.id).map(({ name, path }) => `${path}${name}`),
    })),
    instanceProfiles: byName(state.instanceProfiles.values()).map(({ name, path, tags }) => ({
      name,
      path,
      tags: Object.fromEntries(tags),
    })),
    virtualMfaDevices: [...state.virtualMfaDevices].sort(),
    policies: byName(state.policies.values()).map((policy) => ({
      id: policy.id,
      arn: policy.arn,
      defaultVersion: policy.defaultVersion.current,
      versions: Object.fromEntries([...policy.versions].map(([id, { document }]) => [id, document])),
    })),
  };
}
