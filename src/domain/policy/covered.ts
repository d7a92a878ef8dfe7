import { globCovers } from './glob';

/** Patterns of ARNs without those that another of them says already: a policy has only so many characters. */
export function withoutCovered(patterns: readonly string[]): string[] {
  const all = [...new Set(patterns)];
  return all.filter((one, index) => !all.some((other, at) => at !== index && saysMore(other, one, at < index)));
}

/** Of two that say the same in two ways the first stays. */
const saysMore = (pattern: string, other: string, isFirst: boolean) =>
  globCovers(pattern, other) && (isFirst || !globCovers(other, pattern));
