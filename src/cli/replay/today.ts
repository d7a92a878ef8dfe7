import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { AdminGroup } from '../../domain/admin-roster/roster';

/** Users and groups as IAM shows them now. */
export interface FoundToday {
  readonly users: readonly { readonly id: string; readonly name: string; readonly createdAt: Date }[];
  readonly groups: readonly AdminGroup[];
}

/** Reads the users and groups of an account, with the members of each group. */
export async function todayOf(pages: AsyncIterable<DetailsPage>): Promise<FoundToday> {
  const users: { id: string; name: string; createdAt: Date; groups: readonly string[] }[] = [];
  const groups: { id: string; name: string }[] = [];
  for await (const page of pages) {
    users.push(
      ...page.users.map(({ id, name, createdAt, groups: names }) => ({
        ...{ id, name, groups: names },
        createdAt: new Date(createdAt),
      })),
    );
    groups.push(...page.groups.map(({ id, name }) => ({ id, name })));
  }
  const memberIds = (name: string) => users.filter((one) => one.groups.includes(name)).map(({ id }) => id);
  return { users, groups: groups.map((group) => ({ ...group, memberIds: memberIds(group.name) })) };
}
