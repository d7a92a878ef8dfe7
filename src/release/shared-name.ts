/**
 * Refuses to guess whom somebody means whose ARN or name more than one id has had.
 *
 * Whoever may rename users, or make them anew, could have another's release line free themselves (THREATS T2).
 *
 * @param were ids of whoever something is open for under it
 * @param now id that has it now; undefined where nobody does
 * @param words what was done to them, and what they share: `denied under this ARN`
 * @throws Error naming every id, where there is more than one
 */
export function refuseShared(
  value: string,
  { were, now, words }: { readonly were: readonly string[]; readonly now: string | undefined; readonly words: string },
): void {
  const others = [...new Set(were)].filter((id) => id !== now);
  if (others.length + (now === undefined ? 0 : 1) < 2) return;
  const verb = others.length === 1 ? 'was' : 'were';
  const holder = now === undefined ? '' : `, and ${now} has it now`;
  throw new Error(
    `principal ${value}: ${others.join(' and ')} ${verb} ${words}${holder}; write the id of the one you mean`,
  );
}
