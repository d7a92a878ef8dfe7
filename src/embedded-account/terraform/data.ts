import type { AccountState } from '../iam/state';
import type { Attributes, DataSources } from './attributes';

const text = (attributes: Attributes, name: string) => {
  const value = attributes[name];
  if (typeof value !== 'string') throw new Error(`the attribute ${name} is no text: ${JSON.stringify(value)}`);
  return value;
};

/** What Terraform would read of the account. */
export const dataSources = (state: AccountState): DataSources => ({
  aws_iam_group: (attributes) => {
    const group = state.groupNamed(text(attributes, 'group_name'));
    return {
      id: group.id,
      group_id: group.id,
      arn: state.arnOf('group', group),
      path: group.path,
      users: state.membersOf(group.id).map((user) => ({
        arn: state.arnOf('user', user),
        path: user.path,
        user_id: user.id,
        user_name: user.name,
      })),
    };
  },
  aws_caller_identity: () => ({
    id: state.accountId,
    account_id: state.accountId,
    arn: state.rootArn,
    user_id: state.accountId,
  }),
  aws_partition: () => ({ id: 'aws', partition: 'aws', dns_suffix: 'amazonaws.com' }),
  aws_region: () => ({ id: 'us-east-1', name: 'us-east-1' }),
});

/** Names of the groups that the stack takes from the account. */
export function groupsNamedIn(template: unknown): string[] {
  const groups = valueAt(valueAt(template, 'data'), 'aws_iam_group');
  if (typeof groups !== 'object' || groups === null) return [];
  return Object.values(groups).flatMap((group: unknown) => {
    const name = valueAt(group, 'group_name');
    return typeof name === 'string' ? [name] : [];
  });
}

const valueAt = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
