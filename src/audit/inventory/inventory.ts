import type { Detail, DetailsPage, PrincipalDetail, RoleDetail } from '../../aws/iam/authorization-details';
import type { Exemptable } from '../../domain/exemption/exemption';
import type { Grants } from '../../domain/policy/granting';
import type { LastUses } from '../../domain/run/last-uses';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import { accountOfArn } from '../../domain/identity/principal';
import type { Protectable } from '../../domain/identity/protected';
import type { EvidenceBasis, Subject } from '../../domain/identity/subject';
import { later } from '../../domain/run/usage';
import type { Sha256 } from '../../domain/policy/content-name';
import { fingerprintOf, grantsOf, shardOf } from '../evidence/fingerprint';
import { GrantedBy } from './granted-by';
import type { FoundGroup, Membership } from '../../domain/identity/admin-groups';
import { keyOf, membersOf } from './memberships';

/** Somebody as IAM describes them. */
export interface DescribedPrincipal extends Protectable, Exemptable {
  /** Unique id. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The groups of a user. */
  readonly memberships: readonly Membership[];
  /** What each identity policy may allow, those of a user's groups among them. */
  readonly grants: readonly Grants[];
  /** ARNs of its own managed policies. */
  readonly attached: readonly string[];
}

/** What a guardrail reads off somebody before there is evidence. */
export type SubjectFacts = Pick<
  Subject,
  | 'mayDoSomething'
  | 'keeps'
  | 'spared'
  | 'ownTags'
  | 'otherTags'
  | 'admin'
  | 'adminsUnknown'
  | 'administersIam'
  | 'protection'
  | 'exemption'
>;

/** @typeParam More what the guardrail notes of somebody for itself */
export type FactsOf<More extends object = object> = (
  found: DescribedPrincipal,
  groups: readonly FoundGroup[],
) => SubjectFacts & More;

/**
 * What the inventory is given beside the account's own description.
 *
 * @typeParam More what the guardrail notes of somebody for itself
 */
export interface InventorySources<More extends object = object> {
  /** When users were last seen. IAM makes this report while the pages are read. */
  readonly lastUses: () => Promise<LastUses>;
  /** The only actions that {@link factsOf} may ask policies for. */
  readonly actions: readonly string[];
  /**
   * Patterns of actions that nobody loses; {@link factsOf} may ask of their services how far policies go.
   *
   * @default none
   */
  readonly spared?: readonly string[] | undefined;
  /**
   * Prefixes of services; {@link factsOf} may ask which of them policies grant.
   *
   * @default none
   */
  readonly services?: readonly string[] | undefined;
  /** Waited for while the pages are read. */
  readonly factsOf: FactsOf<More> | Promise<FactsOf<More>>;
  /** Told of a policy that cannot be read; whoever has it keeps what it might allow. */
  readonly unread: (why: string) => void;
  /** Hashes what evidence rests on. Absent: no evidence is kept from one run to the next. */
  readonly sha256?: Sha256 | undefined;
  /** Where the deployment's policies are: evidence rests on none of its denies. @default it rests on all policies */
  readonly own?: OwnPolicies | undefined;
}

/** What is kept of somebody while the pages come: the texts of policies are not. */
interface Entry extends Pick<Detail, 'id' | 'arn' | 'name' | 'path' | 'createdAt' | 'attached'> {
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

/**
 * Makes the list of everybody a run looks at: by the shard of their evidence, so that a batch reads few of them, and by
 * ARN.
 *
 * Of a policy no more is kept than what the guardrail asks of it, so that ten thousand principals fit into a small
 * function; who has it is known only when the last page was read.
 */
export async function inventoryOf<More extends object = object>(
  pages: AsyncIterable<DetailsPage>,
  sources: InventorySources<More>,
): Promise<(Subject & More)[]> {
  const { actions, unread, sha256, spared, services, own } = sources;
  const granted = new GrantedBy(actions, unread, sha256, spared, services, own);
  const [entries, lastUses, factsOf] = await Promise.all([
    entriesOf(pages, granted),
    sources.lastUses(),
    sources.factsOf,
  ]);
  const groups = new Map(entries.filter(({ kind }) => kind === 'group').map((group) => [keyOf(group.name), group]));
  const members = membersOf(entries);
  const everyGroup = [...groups].map(([key, { id, name }]) => ({ id, name, members: members.get(key)?.length ?? 0 }));
  return entries
    .map((entry) => subjectOf(entry, { granted, groups, everyGroup, members, lastUses }, { factsOf, sha256 }))
    .sort((one, other) => placeOf(one) - placeOf(other) || (one.arn < other.arn ? -1 : 1));
}

const placeOf = ({ basis }: Subject) => basis?.shard ?? -1;

async function entriesOf(pages: AsyncIterable<DetailsPage>, granted: GrantedBy): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { users, roles, groups, policies } of pages) {
    for (const { arn, text } of policies) granted.note(arn, text);
    for (const user of users) entries.push({ ...principal(user, granted), kind: 'user', groups: user.groups });
    for (const role of roles) entries.push(entryOfRole(role, granted));
    for (const group of groups) entries.push({ ...common(group, granted), ...NOBODY, kind: 'group' });
  }
  // The list is read while it is changed: whoever was renamed meanwhile may stand in it twice.
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

/** What is known only when the last page was read. */
interface Resolved {
  readonly granted: GrantedBy;
  readonly groups: ReadonlyMap<string, Entry>;
  readonly everyGroup: readonly FoundGroup[];
  readonly members: ReadonlyMap<string, readonly Entry[]>;
  readonly lastUses: LastUses;
}

function subjectOf<More extends object>(
  entry: Entry,
  resolved: Resolved,
  { factsOf, sha256 }: { readonly factsOf: FactsOf<More>; readonly sha256: Sha256 | undefined },
): Subject & More {
  const { granted, groups, everyGroup, members } = resolved;
  const { kind, id, arn, name, path, createdAt, tags, trust, boundaryArn, attached } = entry;
  const lastUsedAt = lastUseOf(entry, resolved);
  const isUnknown = kind === 'user' && !resolved.lastUses.of(entry).known;
  const accountId = accountOfArn(arn);
  const holders = [entry, ...entry.groups.flatMap((group) => groups.get(keyOf(group)) ?? [])];
  const grants = holders.flatMap(({ inline, attached }) => [inline, ...attached.map((policy) => granted.of(policy))]);
  const basis = sha256 && basisOf(entry, holders, resolved, sha256);
  const memberships = entry.groups.map((group) => membershipIn(group, groups));
  const found = {
    ...{ kind, accountId, id, arn, name, path, createdAt, tags, groups: entry.groups, memberships, grants, attached },
  };
  return {
    ...{ accountId, kind, id, arn, name, createdAt },
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(isUnknown && { lastUseUnknown: true }),
    ...(boundaryArn !== undefined && { boundaryArn }),
    members: kind === 'group' ? (members.get(keyOf(name)) ?? []).length : 0,
    ...factsOf(trust === undefined ? found : { ...found, trust }, everyGroup),
    ...(basis && { basis }),
  };
}

function membershipIn(name: string, groups: Resolved['groups']): Membership {
  const group = groups.get(keyOf(name));
  return { name, ...(group && { id: group.id }) };
}

/** @returns undefined where a policy or a group came too late to be read, so that nobody knows what a report rests on */
function basisOf(
  entry: Entry,
  holders: readonly Entry[],
  resolved: Resolved,
  sha256: Sha256,
): EvidenceBasis | undefined {
  const { kind, id, name, groups } = entry;
  const managed = holders.flatMap(({ attached }) => attached.map((arn) => resolved.granted.hashOf(arn)));
  const policies = [...holders.flatMap((one) => one.hashes), ...managed.flatMap((one) => one ?? [])];
  if (managed.includes(undefined) || holders.length <= groups.length) return undefined;

  const people = kind === 'group' ? (resolved.members.get(keyOf(name)) ?? []) : [];
  const members = people.map((member) => ({ id: member.id, ...lastUseIn(member, resolved) }));
  const own = lastUseIn(entry, resolved);
  const activeAt = [own, ...members].map((one) => one.lastUsedAt).reduce(later, undefined);
  const basis = { kind, id, policies, ...own, members };
  return {
    fingerprint: fingerprintOf(basis, sha256),
    grants: grantsOf(basis, sha256),
    shard: shardOf(id, sha256),
    ...(activeAt !== undefined && { activeAt }),
  };
}

function lastUseOf(entry: Entry, { lastUses }: Resolved): string | undefined {
  if (entry.kind !== 'user') return entry.lastUsedAt;
  const use = lastUses.of(entry);
  return use.known ? use.lastUsedAt : undefined;
}

function lastUseIn(entry: Entry, resolved: Resolved): { readonly lastUsedAt?: string } {
  const lastUsedAt = lastUseOf(entry, resolved);
  return lastUsedAt === undefined ? {} : { lastUsedAt };
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
