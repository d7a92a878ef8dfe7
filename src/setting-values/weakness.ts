/**
 * When a key of the settings is weaker than its default: every key has one of these
 * (__tests__/settings/weakness-decisions.test.ts).
 */
export type KeyWeakness<Given> =
  /** It can be weaker than its default; what it says then, beginning with the key. */
  | { readonly weakens: (given: Given, defaults: Given) => readonly string[] }
  /** What the lines of another key say of an entry holds this one. */
  | { readonly saidBy: string }
  /** It cannot; why. */
  | { readonly never: string };

/** By key; an entry of a list written as `exemptions[].owner`. */
export type WeaknessByKey<Given> = Readonly<Record<string, KeyWeakness<Given>>>;

/** Keys that mean something only under some settings. */
export interface WeaknessPart<Given> {
  /** @default - always */
  readonly applies?: (given: Given) => boolean;
  readonly byKey: WeaknessByKey<Given>;
}

export const weakens = <Given>(
  says: (given: Given, defaults: Given) => readonly string[],
): { readonly weakens: typeof says } => ({ weakens: says });
export const saidBy = (key: string): { readonly saidBy: string } => ({ saidBy: key });
export const never = (why: string): { readonly never: string } => ({ never: why });
