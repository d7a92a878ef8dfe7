import { type Settings, settingsSchema } from '../schema';

/** What a key of the settings means for `weakened`: every key has one of these (__tests__/settings/weaknesses.test.ts). */
export type Decision =
  /** It can be weaker than its default; what it says then, beginning with the key. */
  | { readonly weakens: (settings: Settings) => readonly string[] }
  /** What the lines of another key say of an entry holds this one. */
  | { readonly saidBy: string }
  /** It cannot; why. */
  | { readonly never: string };

/** Decisions by key, an entry of a list written as `exemptions[].owner`. */
export type Decisions = Readonly<Record<string, Decision>>;

/** Keys that mean something only under some settings. */
export interface Part {
  /** @default - always */
  readonly applies?: (settings: Settings) => boolean;
  readonly decisions: Decisions;
}

/** Settings without a single key. */
export const DEFAULTS: Settings = settingsSchema.parse({});

export const weakens = (says: (settings: Settings) => readonly string[]): Decision => ({ weakens: says });
export const saidBy = (key: string): Decision => ({ saidBy: key });
export const never = (why: string): Decision => ({ never: why });
