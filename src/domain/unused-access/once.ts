import type { Analyzer, UnusedAccess } from './finding';

/** A finding as its analyzer lists it. */
type Listed = Pick<UnusedAccess, 'arn' | 'kind'>;

/**
 * The order in which analyzers are believed: what reports sooner finds all that the others find, unless its rules exclude
 * it; of two that report alike, the account's own comes first.
 */
export function byPrecedence(analyzers: readonly Analyzer[]): readonly Analyzer[] {
  const rank = ({ afterDays = Infinity, of, arn }: Analyzer) => [afterDays, of === 'account' ? 0 : 1, arn] as const;
  return [...analyzers].sort((one, other) => {
    const [days, level, arn] = rank(one);
    const [otherDays, otherLevel, otherArn] = rank(other);
    if (days !== otherDays) return days < otherDays ? -1 : 1;
    return level - otherLevel || (arn < otherArn ? -1 : 1);
  });
}

/**
 * Counts what several analyzers find of the same principal once: as the first of them that finds it.
 *
 * @param found of each analyzer, in the order in which they are believed
 */
export function countedOnce<F extends Listed>(found: readonly (readonly F[])[]): readonly F[] {
  const known = new Set<string>();
  return found.flatMap((ofOne) => {
    const keyOf = ({ arn, kind }: Listed) => `${kind} ${arn}`;
    const fresh = ofOne.filter((one) => !known.has(keyOf(one)));
    for (const one of fresh) known.add(keyOf(one));
    return fresh;
  });
}
