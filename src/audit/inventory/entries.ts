import type { Detail, DetailsPage, PrincipalDetail, RoleDetail } from '../../aws/iam/authorization-details';
import type { Subject } from '../../domain/identity/subject';
import type { Grants } from '../../domain/policy/granting';
import type { GrantedBy } from './granted-by';

/** What is kept of somebody while the pages come: the texts of policies are not. */
export interface Entry extends Pick<Detail, 'id' | 'arn' | 'name' | 'path' | 'createdAt' | 'attached'> {
  readonly kind: Subject['kind'];
  readonly inline: Grants;
  /** Of the inline policies. */
  readonly hashes: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly boundaryArn?: string;
  readonly trust?: string;
  readonly lastUsedAt?: string;
}

const NOBODY: Pick<Entry, 'tags' | 'groups'> = { tags: {}, groups: [] };

/** Reads all pages. Each id is in the list once. */
export async function entriesOf(pages: AsyncIterable<DetailsPage>, granted: GrantedBy): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { users, roles, groups, policies } of pages) {
    for (const { arn, text } of policies) granted.note(arn, text);
    for (const user of users) entries.push({ ...principal(user, granted), kind: 'user', groups: user.groups });
    for (const role of roles) entries.push(entryOfRole(role, granted));
    for (const group of groups) entries.push({ ...common(group, granted), ...NOBODY, kind: 'group' });
  }
  // The list is read while it is changed: a principal that was renamed meanwhile may stand in it twice.
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

function entryOfRole(role: RoleDetail, granted: GrantedBy): Entry {
  const { lastUsedAt } = role;
  return {
    ...principal(role, granted),
    kind: 'role',
    groups: [],
    trust: granted.once(role.trust),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
  };
}

function principal({ tags, boundaryArn, ...detail }: PrincipalDetail, granted: GrantedBy) {
  return { ...common(detail, granted), tags, ...(boundaryArn !== undefined && { boundaryArn }) };
}

function common({ id, arn, name, path, createdAt, attached, inline }: Detail, granted: GrantedBy) {
  return {
    ...{ id, arn, name, createdAt },
    path: granted.once(path),
    attached: attached.map((policy) => granted.once(policy)),
    inline: granted.byTexts(inline, arn),
    hashes: granted.hashesOf(inline),
  };
}
