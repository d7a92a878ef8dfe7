import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { ServiceUse } from '../../../src/domain/run/evidence';
import { reportOn } from '../../../src/embedded-account/access-advisor/report';
import type { Group, Role, User } from '../../../src/embedded-account/iam/entities';
import type { AccountState } from '../../../src/embedded-account/iam/state';
import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';

/** What Access Advisor says of somebody, of an account that has no front door. */
export function servicesOf(state: AccountState, arn: string): readonly ServiceUse[] {
  return reportOn(state, arn, { services: SERVICE_PREFIXES, leavesDeniedOut: true }).map((one) => ({
    service: one.ServiceNamespace,
    ...(one.LastAuthenticated && { lastUsedAt: one.LastAuthenticated.toISOString() }),
    entities: one.TotalAuthenticatedEntities,
  }));
}

/** As the credential report says: IAM notes the use of a key without delay. */
export function lastUsesOf(state: AccountState): ReadonlyMap<string, string> {
  const now = state.clock.now();
  return new Map(
    [...state.users.values()].flatMap((user) => {
      const arn = state.arnOf('user', user);
      const times = state.usage.of(arn).flatMap(({ at }) => (at <= now ? [at.getTime()] : []));
      return times.length === 0 ? [] : [[arn, new Date(Math.max(...times)).toISOString()] as const];
    }),
  );
}

/** What IAM describes, all on one page. */
export function pageOf(state: AccountState): DetailsPage {
  const detail = (kind: 'user' | 'role' | 'group', one: User | Role | Group) => ({
    ...{ id: one.id, arn: state.arnOf(kind, one), name: one.name, path: one.path },
    createdAt: one.createdAt.toISOString(),
    inline: Object.values(one.inline.current),
    attached: one.attached.current,
  });
  const extras = ({ boundary, tags }: User | Role) => ({
    ...(boundary.current !== undefined && { boundaryArn: boundary.current }),
    tags: Object.fromEntries(tags),
  });
  return {
    users: [...state.users.values()].map((user) => ({
      ...{ ...detail('user', user), ...extras(user) },
      groups: user.groups.current.flatMap((id) => state.groups.get(id)?.name ?? []),
    })),
    roles: [...state.roles.values()].map((role) => {
      const lastUsed = state.usage.lastUseOfAny(state.arnOf('role', role), state.clock.now());
      return {
        ...{ ...detail('role', role), ...extras(role), trust: role.trust },
        ...(lastUsed && { lastUsedAt: lastUsed.toISOString() }),
      };
    }),
    groups: [...state.groups.values()].map((group) => detail('group', group)),
    policies: [...state.policies.values()].map(({ arn, versions, defaultVersion }) => ({
      arn,
      text: versions.get(defaultVersion.current)?.document ?? '',
    })),
  };
}
