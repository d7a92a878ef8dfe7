import { raised } from '../../setting-values/direction';
import { says } from '../../setting-values/says';
import { weakens } from '../../setting-values/weakness';
import { scheduled } from '../guardrails';
import { DEFAULTS, type Part } from './defaults';

/** How much the runs of the scheduled guardrails may change. */
export const changeLimits: Part = {
  applies: (settings) => scheduled.some(({ plansChanges }) => plansChanges?.(settings) === true),
  byKey: {
    'limits.changesPerRun': weakens(
      ({ limits: { changesPerRun: limit } }) =>
        says(
          limit > DEFAULTS.limits.changesPerRun,
          `limits.changesPerRun is ${limit}: a mistake may narrow that many principals in one run`,
        ),
      raised(),
    ),
    'limits.maxChangePercent': weakens(
      ({ limits: { maxChangePercent: share } }) =>
        says(
          share > DEFAULTS.limits.maxChangePercent,
          `limits.maxChangePercent is ${share}: a mistake may narrow that share of all boundaries in one run`,
        ),
      raised(),
    ),
  },
};
