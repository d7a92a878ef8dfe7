import { type Settings, settingsSchema } from '../schema';

/** When a key of the settings is weaker than its default: every key has one of these (__tests__/settings/weakness-decisions.test.ts). */
export type KeyWeakness =
  /** It can be weaker than its default; what it says then, beginning with the key. */
  | { readonly weakens: (settings: Settings) => readonly string[] }
  /** What the lines of another key say of an entry holds this one. */
  | { readonly saidBy: string }
  /** It cannot; why. */
  | { readonly never: string };

/** By key; an entry of a list written as `exemptions[].owner`. */
export type WeaknessByKey = Readonly<Record<string, KeyWeakness>>;

/** Keys that mean something only under some settings. */
export interface Part {
  /** @default - always */
  readonly applies?: (settings: Settings) => boolean;
  readonly byKey: WeaknessByKey;
}

/** Settings without a single key. */
export const DEFAULTS: Settings = settingsSchema.parse({});

export const weakens = (says: (settings: Settings) => readonly string[]): KeyWeakness => ({ weakens: says });
export const saidBy = (key: string): KeyWeakness => ({ saidBy: key });
export const never = (why: string): KeyWeakness => ({ never: why });
