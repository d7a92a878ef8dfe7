/** Who is in each group, by its key. */
export function membersOf<E extends { readonly groups: readonly string[] }>(
  entries: readonly E[],
): ReadonlyMap<string, readonly E[]> {
  const members = new Map<string, E[]>();
  for (const entry of entries) {
    for (const group of entry.groups) {
      const known = members.get(keyOf(group)) ?? [];
      members.set(keyOf(group), known);
      known.push(entry);
    }
  }
  return members;
}

/** IAM compares names ignoring case. */
export const keyOf = (name: string) => name.toLowerCase();
