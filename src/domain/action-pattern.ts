/**
 * Whether every action that matches one pattern matches another.
 *
 * Never true where it is not so. It may be false for patterns that say the same in two ways, such as `s3:*?` and `s3:?*`.
 *
 * @param pattern `*` is any characters or none, `?` is one; IAM ignores case
 */
export function coversAction(pattern: string, other: string): boolean {
  const [outer, inner] = [pattern.toLowerCase(), other.toLowerCase()];
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < inner.length;) {
    if (outer[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < outer.length && inner[index] !== '*' && (outer[at] === '?' || outer[at] === inner[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return /^\**$/.test(outer.slice(at));
}

/** Prefix of the service that an action belongs to; `*` for one of every service. */
export function serviceOf(action: string): string {
  return action.slice(0, Math.max(action.indexOf(':'), 0)).toLowerCase() || '*';
}

/** The same actions in as few patterns as single ones cover, in the order of the alphabet. */
export function fewestActions(patterns: readonly string[]): readonly string[] {
  const byService = new Map<string, string[]>();
  for (const pattern of [...new Set(patterns)].sort()) {
    const service = serviceOf(pattern);
    byService.set(service, [...(byService.get(service) ?? []), pattern]);
  }
  return [...byService.values()].flatMap(uncovered).sort();
}

/** @param patterns of one service, in the order of the alphabet */
function uncovered(patterns: readonly string[]): readonly string[] {
  return patterns.filter((one, index) =>
    patterns.every((other, at) => {
      if (at === index || !coversAction(other, one)) return true;
      // Two that say the same in other letters: the first stays.
      return coversAction(one, other) && index < at;
    }),
  );
}
