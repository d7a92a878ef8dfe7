import { validationError } from '../../wire/aws-error';
import { page, type IamCall, type IamOperation } from '../call';
import { encodedDocument } from '../policies/documents';
import { boundaryAnswer } from '../policies/boundaries';
import { policyAnswer, versionOf } from '../policies/policies';
import { UNUSED, usesOfAll, type PolicyUses } from '../policies/policy-uses';
import { profileAnswer } from '../principals/instance-profiles';
import { roleExtras } from '../principals/role-answer';
import type { Group, Policy, Role, User } from '../entities';
import { tagsOf } from '../principals/tags';

const FILTERS = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
type Filter = (typeof FILTERS)[number];
type Entry =
  | { readonly kind: 'user'; readonly one: User }
  | { readonly kind: 'group'; readonly one: Group }
  | { readonly kind: 'role'; readonly one: Role }
  | { readonly kind: 'policy'; readonly one: Policy };

/** Users, groups, roles and policies in one list, of which every page is a part. */
export const AUTHORIZATION_DETAILS: Readonly<Record<string, IamOperation>> = {
  GetAccountAuthorizationDetails: (call) => {
    const uses = usesOfAll(call.state);
    const { items, rest } = page(call, entriesOf(call, uses));
    return {
      UserDetailList: items.flatMap((entry) => (entry.kind === 'user' ? [userDetail(call, entry.one)] : [])),
      GroupDetailList: items.flatMap((entry) => (entry.kind === 'group' ? [groupDetail(call, entry.one)] : [])),
      RoleDetailList: items.flatMap((entry) => (entry.kind === 'role' ? [roleDetail(call, entry.one)] : [])),
      Policies: items.flatMap((entry) => (entry.kind === 'policy' ? [policyDetail(entry.one, uses)] : [])),
      ...rest,
    };
  },
};

/** AWS's own policies are listed only where somebody uses them. */
function entriesOf({ params, state }: IamCall, uses: ReadonlyMap<string, PolicyUses>): Entry[] {
  const filters = filtersOf(params.list('Filter'));
  const wanted = (filter: Filter) => filters.length === 0 || filters.includes(filter);
  const policies = [...state.policies.values()].filter((one) => {
    const isOfAws = one.arn.startsWith('arn:aws:iam::aws:');
    if (!isOfAws) return wanted('LocalManagedPolicy');
    return wanted('AWSManagedPolicy') && uses.has(one.arn);
  });
  return [
    ...(wanted('User') ? [...state.users.values()].map((one) => ({ kind: 'user', one }) as const) : []),
    ...(wanted('Group') ? [...state.groups.values()].map((one) => ({ kind: 'group', one }) as const) : []),
    ...(wanted('Role') ? [...state.roles.values()].map((one) => ({ kind: 'role', one }) as const) : []),
    ...policies.map((one) => ({ kind: 'policy', one }) as const),
  ];
}

function filtersOf(values: readonly unknown[]): Filter[] {
  return values.map((value) => {
    const known = FILTERS.find((filter) => filter === value);
    if (!known) {
      throw validationError(`Value '${String(value)}' at 'filter' must be one of [${FILTERS.join(', ')}]`);
    }
    return known;
  });
}

const grantsOf = ({ state, readLagMs }: IamCall, { attached }: User | Group | Role) => ({
  AttachedManagedPolicies: attached
    .asOf(readLagMs)
    .flatMap((arn) => state.policies.get(arn) ?? [])
    .map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
});

const inlineOf = ({ readLagMs }: IamCall, { inline }: User | Group | Role) =>
  Object.entries(inline.asOf(readLagMs)).map(([PolicyName, text]) => ({
    PolicyName,
    PolicyDocument: encodedDocument(text),
  }));

function userDetail(call: IamCall, user: User) {
  const { state, readLagMs } = call;
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: state.arnOf('user', user),
    CreateDate: user.createdAt,
    UserPolicyList: inlineOf(call, user),
    GroupList: user.groups.asOf(readLagMs).flatMap((id) => state.groups.get(id)?.name ?? []),
    ...grantsOf(call, user),
    ...boundaryAnswer(user),
    Tags: tagsOf(user),
  };
}

const groupDetail = (call: IamCall, group: Group) => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: call.state.arnOf('group', group),
  CreateDate: group.createdAt,
  GroupPolicyList: inlineOf(call, group),
  ...grantsOf(call, group),
});

const roleDetail = (call: IamCall, role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: call.state.arnOf('role', role),
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: encodedDocument(role.trust),
  InstanceProfileList: call.state.profilesOf(role.id).map((profile) => profileAnswer(call.state, profile)),
  RolePolicyList: inlineOf(call, role),
  ...grantsOf(call, role),
  ...roleExtras(call.state, role),
});

const policyDetail = (policy: Policy, uses: ReadonlyMap<string, PolicyUses>) => ({
  ...policyAnswer(policy, uses.get(policy.arn) ?? UNUSED),
  PolicyVersionList: [...policy.versions.keys()].map((id) => versionOf(policy, id, true)),
});
