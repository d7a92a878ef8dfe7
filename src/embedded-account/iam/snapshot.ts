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
      mfaDevices: [...user.mfaDevices].sort(),
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
    })),
    policies: byName(state.policies.values()).map((policy) => ({
      id: policy.id,
      arn: policy.arn,
      defaultVersion: policy.defaultVersion.current,
      versions: Object.fromEntries([...policy.versions].map(([id, { document }]) => [id, document])),
    })),
  };
}
