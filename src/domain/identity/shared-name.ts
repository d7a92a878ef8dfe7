/**
 * Refuses to guess which principal is meant by an ARN or a name that more than one id has had.
 *
 * An attacker who may rename or recreate users could otherwise be freed by another user's release line (THREATS T2).
 *
 * @param were ids that have something open under it
 * @param now id that has it now, if any
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
