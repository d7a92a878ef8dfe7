/** Since when each member of a group has been seen in it, by the member's id. */
export type Roster = Readonly<Record<string, Date>>;

/**
 * Brings a roster up to date.
 *
 * Who is seen for the first time is a member since now; who is not seen is forgotten, and begins anew when it returns.
 * The first look of all has nothing to compare with: whoever it finds was there when the guard was switched on.
 *
 * @returns undefined when nothing changed
 */
export function lookAt(before: Roster | undefined, memberIds: readonly string[], now: Date): Roster | undefined {
  if (before === undefined) return Object.fromEntries(memberIds.map((id) => [id, new Date(0)]));
  const after = Object.fromEntries(memberIds.map((id) => [id, before[id] ?? now]));
  const same = Object.keys(before).length === memberIds.length && memberIds.every((id) => before[id] !== undefined);
  return same ? undefined : after;
}
