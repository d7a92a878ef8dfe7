import { noSuchEntity } from '../wire/aws-error';
import type { Group, Role, User } from '../iam/entities';
import type { AccountState } from '../iam/state';
import { parseIdentityPolicy, type ParsedPolicy } from '../policy/statement';

/** What a report is about: the policies that count, and the principals whose use counts. */
export interface Subject {
  readonly policies: readonly ParsedPolicy[];
  /** ARNs of users and roles. */
  readonly entities: readonly string[];
}

/** @throws AwsError where nobody has the ARN */
export function subjectOf(state: AccountState, arn: string): Subject {
  const name = arn.split('/').at(-1) ?? '';
  const user = withArn(state, 'user', state.findUser(name), arn);
  if (user) return { policies: policiesOfUser(state, user), entities: [arn] };
  const role = withArn(state, 'role', state.findRole(name), arn);
  if (role) return { policies: policiesOf(state, role), entities: [arn] };
  const group = withArn(state, 'group', state.findGroup(name), arn);
  if (group) {
    const members = state.membersOf(group.id).map((one) => state.arnOf('user', one));
    return { policies: policiesOf(state, group), entities: members };
  }
  if (state.policies.has(arn)) return { policies: managed(state, arn), entities: holdersOf(state, arn) };
  throw noSuchEntity(`${arn} does not exist.`);
}

/** Names ignore case, ARNs do not. */
const withArn = <T extends User | Role | Group>(
  state: AccountState,
  kind: 'user' | 'role' | 'group',
  one: T | undefined,
  arn: string,
) => (one && state.arnOf(kind, one) === arn ? one : undefined);

const policiesOfUser = (state: AccountState, user: User) =>
  [user, ...user.groups.current.flatMap((id) => state.groups.get(id) ?? [])].flatMap((one) => policiesOf(state, one));

const policiesOf = (state: AccountState, { attached, inline }: User | Group | Role): ParsedPolicy[] => [
  ...attached.current.flatMap((arn) => managed(state, arn)),
  ...Object.values(inline.current).map(parseIdentityPolicy),
];

function managed(state: AccountState, arn: string): ParsedPolicy[] {
  const policy = state.policies.get(arn);
  const version = policy?.versions.get(policy.defaultVersion.current);
  return version ? [parseIdentityPolicy(version.document)] : [];
}

/** Users and roles that have the policy, users through their groups too. */
function holdersOf(state: AccountState, arn: string): string[] {
  const { users, groups, roles } = state.attachmentsOf(arn);
  const members = groups.flatMap(({ id }) => state.membersOf(id));
  return [
    ...[...new Set([...users, ...members])].map((one) => state.arnOf('user', one)),
    ...roles.map((one) => state.arnOf('role', one)),
  ];
}
