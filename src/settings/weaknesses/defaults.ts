import type { WeaknessPart } from '../../setting-values/weakness';
import { type Settings, settingsSchema } from '../schema';

export type Part = WeaknessPart<Settings>;

/** Settings without a single key. */
export const DEFAULTS: Settings = settingsSchema.parse({});
