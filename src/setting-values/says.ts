/** A sentence where it applies, for lists of sentences. */
export function says(applies: boolean, sentence: string): string[] {
  return applies ? [sentence] : [];
}
