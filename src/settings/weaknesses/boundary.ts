import { says } from '../says';
import { rhythmOfSchedule } from '../../setting-values/schedule';
import { DEFAULTS, type Part, weakens } from './key-weakness';

const than = DEFAULTS.permissionsBoundary;

export const boundary: Part = {
  applies: ({ permissionsBoundary: { mode } }) => mode !== 'off',
  byKey: {
    'permissionsBoundary.style': weakens(({ permissionsBoundary: { style } }) =>
      says(
        style === 'denyUnused',
        'permissionsBoundary.style is denyUnused: a boundary lets through what is granted after it, and services this version does not know',
      ),
    ),
    'permissionsBoundary.reopen': weakens(({ permissionsBoundary: { reopen } }) =>
      says(
        reopen === 'automatic',
        'permissionsBoundary.reopen is automatic: whoever tries what the boundary denies is given it by the next run',
      ),
    ),
    'permissionsBoundary.adopt': weakens(({ permissionsBoundary: { adopt } }) =>
      adopt.map((pattern) => `permissionsBoundary.adopt: boundaries that match ${pattern} are replaced`),
    ),
    'permissionsBoundary.changeSchedule': weakens(({ permissionsBoundary: { changeSchedule } }) => {
      const { longestDays: days = 0, endsIn } = rhythmOfSchedule(changeSchedule) ?? {};
      const key = `permissionsBoundary.changeSchedule is ${changeSchedule}`;
      const rarely = days > (rhythmOfSchedule(than.changeSchedule)?.longestDays ?? 0);
      return [
        ...says(rarely, `${key}: up to ${Math.ceil(days)} days pass without a run that changes boundaries`),
        ...says(endsIn !== undefined, `${key}: no run changes boundaries after ${endsIn ?? ''}`),
      ];
    }),
    'permissionsBoundary.baseActions': weakens(({ permissionsBoundary: { baseActions } }) =>
      baseActions
        .filter((action) => !than.baseActions.includes(action))
        .map((action) => `permissionsBoundary.baseActions: who used nothing keeps ${action}`),
    ),
    'permissionsBoundary.alwaysKeep': weakens(({ permissionsBoundary: { alwaysKeep } }) =>
      alwaysKeep
        .filter((action) => !than.alwaysKeep.includes(action))
        .map((action) => `permissionsBoundary.alwaysKeep: ${action} is kept without being used`),
    ),
    'permissionsBoundary.alwaysAllow': weakens(({ permissionsBoundary: { alwaysAllow } }) =>
      alwaysAllow
        .filter((action) => !than.alwaysAllow.includes(action))
        .map((action) => `permissionsBoundary.alwaysAllow: every boundary lets ${action} through`),
    ),
    'limits.changesPerRun': weakens(({ limits: { changesPerRun: limit } }) =>
      says(
        limit > DEFAULTS.limits.changesPerRun,
        `limits.changesPerRun is ${limit}: a mistake may narrow that many principals in one run`,
      ),
    ),
    'limits.maxChangePercent': weakens(({ limits: { maxChangePercent: share } }) =>
      says(
        share > DEFAULTS.limits.maxChangePercent,
        `limits.maxChangePercent is ${share}: a mistake may narrow that share of all boundaries in one run`,
      ),
    ),
  },
};
