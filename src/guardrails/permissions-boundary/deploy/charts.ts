import type { RunChart } from '../../../audit/deploy/charts';
import type { METRICS } from '../contract';

/** What a dashboard shows of the runs. */
export const CHARTS = [
  { title: 'Coverage: percent of what is granted that is used', of: ['averageCoverage'] },
  { title: 'Waves: would be bounded, changed, waiting', of: ['wouldBind', 'changed', 'waiting'] },
  { title: 'Calls refused by a boundary, policies altered', of: ['needsAgain', 'alteredPolicies'] },
  { title: 'Principals: all, left alone, failed', of: ['principals', 'left', 'failed'] },
] as const satisfies readonly (RunChart & { readonly of: readonly (typeof METRICS)[number][] })[];
