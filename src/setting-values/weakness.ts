import type { WeakerIf } from './direction';

/**
 * When a key of the settings is weaker than its default, and when than what it was: every key has one of these
 * (__tests__/settings/weakness-decisions.test.ts).
 */
export type KeyWeakness<Given> = Takes & Decision<Given>;

interface Takes {
  /** When another value takes more away from people than the one before, or takes it sooner. @default - never */
  readonly takesMoreIf?: WeakerIf;
}

type Decision<Given> =
  /** It can be weaker than its default; what it says then, beginning with the key. */
  | { readonly weakens: (given: Given, defaults: Given) => readonly string[]; readonly weakerIf: WeakerIf }
  /** What the lines of another key say of an entry holds this one. */
  | { readonly saidBy: string }
  /** It cannot; why. Another value may still be weaker than the one before. */
  | { readonly never: string; readonly weakerIf?: WeakerIf };

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
  weakerIf: WeakerIf,
): { readonly weakens: typeof says; readonly weakerIf: WeakerIf } => ({ weakens: says, weakerIf });
export const saidBy = (key: string): { readonly saidBy: string } => ({ saidBy: key });
/** @param weakerIf @default - no change of it weakens */
export const never = (why: string, weakerIf?: WeakerIf): { readonly never: string; readonly weakerIf?: WeakerIf } => ({
  never: why,
  ...(weakerIf !== undefined && { weakerIf }),
});

/** The same of a key whose value decides what people lose, and when. */
export const taking = <Given>(decision: KeyWeakness<Given>, takesMoreIf: WeakerIf): KeyWeakness<Given> => ({
  ...decision,
  takesMoreIf,
});
