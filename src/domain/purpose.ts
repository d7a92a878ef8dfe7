/**
 * What a run is for: `audit` looks and tags, `change` puts boundaries, `upkeep` comes every day in between and gives back
 * what somebody needs again.
 */
export type Purpose = 'audit' | 'change' | 'upkeep';
