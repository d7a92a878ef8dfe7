import { distance } from 'fastest-levenshtein';

/**
 * The word that somebody most likely meant.
 *
 * @returns undefined where none is near: more than a third of its letters would have to change
 */
export function nearest(given: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, edits: distance(given.toLowerCase(), word.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  const [best] = ranked;
  return best !== undefined && best.edits <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
}
