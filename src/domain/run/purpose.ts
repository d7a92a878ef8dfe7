/**
 * What a run is for: `audit` looks and tags, `change` puts boundaries, `upkeep` comes every day in between and gives back
 * what somebody needs again.
 */
export const PURPOSES = ['audit', 'change', 'upkeep'] as const;

export type Purpose = (typeof PURPOSES)[number];
