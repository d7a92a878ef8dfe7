import { validationError } from '../../wire/aws-error';
import { checkedPath, page, type IamCall, type IamOperation } from '../call';
import { policyAnswer } from './policies';
import { UNUSED, usesOfAll } from './policy-uses';

const SCOPES = ['All', 'AWS', 'Local'] as const;
const USAGES = ['PermissionsPolicy', 'PermissionsBoundary'] as const;
const ENTITIES = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;

function chosen<T extends string>({ params }: IamCall, field: string, values: readonly T[]): T | undefined {
  const value = params.optional(field);
  const known = values.find((one) => one === value);
  if (value === undefined || known !== undefined) return known;
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  throw validationError(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}

/** Lists of policies, and of those who have one. */
export const POLICY_LISTS: Readonly<Record<string, IamOperation>> = {
  ListPolicies: (call) => {
    const scope = chosen(call, 'Scope', SCOPES) ?? 'All';
    const usage = chosen(call, 'PolicyUsageFilter', USAGES);
    const prefix = checkedPath(call.params.optional('PathPrefix'));
    const onlyAttached = call.params.optional('OnlyAttached') === 'true';
    const uses = usesOfAll(call.state);
    const found = [...call.state.policies.values()].filter(({ arn, path }) => {
      const { attached, bounding } = uses.get(arn) ?? UNUSED;
      const isOfAws = arn.startsWith('arn:aws:iam::aws:');
      return (
        (scope === 'All' || (scope === 'AWS') === isOfAws) &&
        path.startsWith(prefix) &&
        (!onlyAttached || attached > 0) &&
        (usage === undefined || (usage === 'PermissionsBoundary' ? bounding : attached) > 0)
      );
    });
    const { items, rest } = page(call, found);
    return { Policies: items.map((policy) => policyAnswer(policy, uses.get(policy.arn) ?? UNUSED)), ...rest };
  },
  ListEntitiesForPolicy: (call) => {
    const { params, state } = call;
    const { arn } = state.policyOf(params.text('PolicyArn'));
    const usage = chosen(call, 'PolicyUsageFilter', USAGES);
    const entity = chosen(call, 'EntityFilter', ENTITIES);
    const prefix = checkedPath(params.optional('PathPrefix'));
    const attached = state.attachmentsOf(arn);
    const bounded = state.boundedBy(arn);
    const choose = <T extends { readonly path: string }>(
      kind: (typeof ENTITIES)[number],
      permitted: readonly T[],
      bounds: readonly T[],
    ) => {
      if (entity !== undefined && entity !== kind) return [];
      const used = usage === 'PermissionsBoundary' ? [] : permitted;
      const bounding = usage === 'PermissionsPolicy' ? [] : bounds;
      return [...new Set([...used, ...bounding])].filter(({ path }) => path.startsWith(prefix));
    };
    const { items, rest } = page(call, [
      ...choose('User', attached.users, bounded.users).map(({ name, id }) => ({ kind: 'User' as const, name, id })),
      ...choose('Group', attached.groups, []).map(({ name, id }) => ({ kind: 'Group' as const, name, id })),
      ...choose('Role', attached.roles, bounded.roles).map(({ name, id }) => ({ kind: 'Role' as const, name, id })),
    ]);
    const listed = (kind: 'User' | 'Group' | 'Role') =>
      items.filter((one) => one.kind === kind).map(({ name, id }) => ({ [`${kind}Name`]: name, [`${kind}Id`]: id }));
    return { PolicyUsers: listed('User'), PolicyGroups: listed('Group'), PolicyRoles: listed('Role'), ...rest };
  },
};
