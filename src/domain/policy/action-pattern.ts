import { globCovers } from './glob';

/** Whether every action that matches one pattern matches another; IAM ignores case. See {@link globCovers}. */
export function coversAction(pattern: string, other: string): boolean {
  return globCovers(pattern.toLowerCase(), other.toLowerCase());
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
