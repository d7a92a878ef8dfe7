import { compiledGlob } from './glob';
import type { ResourceGrant } from './resource-grants';

/** A role, as grants name it. */
export interface NamedRole {
  readonly arn: string;
  readonly id: string;
}

interface Pattern {
  readonly matches: (text: string) => boolean;
  readonly grants: { readonly grant: ResourceGrant; readonly but: ReadonlySet<string> }[];
}

/**
 * Finds, among many grants, those that may mean a role.
 *
 * A hundred buckets have thousands of patterns, and an account has thousands of roles: each pattern is compiled once,
 * and each that is there twice is compared with a role once.
 */
export function grantsFinder(grants: readonly ResourceGrant[]): (role: NamedRole) => ReadonlySet<ResourceGrant> {
  const byName = new Map<string, ResourceGrant[]>();
  const byPattern = new Map<string, Pattern>();
  for (const grant of grants) {
    for (const name of grant.roles) valueOf(byName, name, () => []).push(grant);
    const but = new Set(grant.but);
    for (const pattern of new Set(grant.like.map((one) => one.toLowerCase()))) {
      valueOf(byPattern, pattern, () => ({ matches: compiledGlob(pattern), grants: [] })).grants.push({ grant, but });
    }
  }
  const patterns = [...byPattern.values()];
  return ({ arn, id }) => {
    const [lowerArn, lowerId] = [arn.toLowerCase(), id.toLowerCase()];
    const found = new Set([...(byName.get(arn) ?? []), ...(byName.get(id) ?? [])]);
    for (const { matches, grants: some } of patterns) {
      if (!matches(lowerArn) && !matches(lowerId)) continue;
      for (const { grant, but } of some) if (!but.has(arn) && !but.has(id)) found.add(grant);
    }
    return found;
  };
}

function valueOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
