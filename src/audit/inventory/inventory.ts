import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { LastUses } from '../../domain/run/last-uses';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import { accountOfArn } from '../../domain/identity/principal';
import type { EvidenceBasis, Subject } from '../../domain/identity/subject';
import { later } from '../../domain/run/usage';
import type { Sha256 } from '../../domain/policy/content-name';
import { fingerprintOf, grantsOf, shardOf } from '../evidence/fingerprint';
import type { FactsOf } from './described';
import { entriesOf, type Entry } from './entries';
import { GrantedBy } from './granted-by';
import type { FoundGroup, Membership } from '../../domain/identity/admin-groups';
import { keyOf, membersOf } from './memberships';

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
