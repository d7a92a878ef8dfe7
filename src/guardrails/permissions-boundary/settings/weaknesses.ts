import { after, becomes, grown, rarer } from '../../../setting-values/direction';
import { rhythmOfSchedule } from '../../../setting-values/schedule';
import { says } from '../../../setting-values/says';
import { type WeaknessByKey, type WeaknessPart, weakens } from '../../../setting-values/weakness';
import type { PermissionsBoundarySettings } from '../settings';

/** The settings that the guardrail reads. */
export interface Given {
  readonly permissionsBoundary: PermissionsBoundarySettings;
}

/** Whether there is anything to audit for. */
export const isOn = ({ permissionsBoundary: { mode, tags } }: Given) => mode !== 'off' || tags;

/** Whether there is anything to change. */
export const plansChanges = ({ permissionsBoundary: { mode } }: Given) => mode !== 'off';

export const switches: WeaknessByKey<Given> = {
  'permissionsBoundary.mode': weakens(
    ({ permissionsBoundary: { mode } }) =>
      says(mode === 'off', 'permissionsBoundary.mode is off: no boundary is reported'),
    after('enforce', 'observe', 'off'),
  ),
  'permissionsBoundary.tags': weakens(
    (settings) => [
      ...says(
        !settings.permissionsBoundary.tags,
        'permissionsBoundary.tags is false: nobody is tagged with what they use',
      ),
      ...says(!isOn(settings), 'permissionsBoundary is left out: nobody is audited'),
    ],
    becomes('false'),
  ),
};

export const weaknesses: WeaknessPart<Given> = {
  applies: plansChanges,
  byKey: {
    'permissionsBoundary.style': weakens(
      ({ permissionsBoundary: { style } }) =>
        says(
          style === 'denyUnused',
          'permissionsBoundary.style is denyUnused: a boundary lets through what is granted after it, and services this version does not know',
        ),
      after('allowUsed', 'denyUnused'),
    ),
    'permissionsBoundary.reopen': weakens(
      ({ permissionsBoundary: { reopen } }) =>
        says(
          reopen === 'automatic',
          'permissionsBoundary.reopen is automatic: whoever tries what the boundary denies is given it by the next run',
        ),
      after('ask', 'automatic'),
    ),
    'permissionsBoundary.users': weakens(
      ({ permissionsBoundary: { users } }) => says(!users, 'permissionsBoundary.users is false: users get no boundary'),
      becomes('false'),
    ),
    'permissionsBoundary.adopt': weakens(
      ({ permissionsBoundary: { adopt } }) =>
        adopt.map((pattern) => `permissionsBoundary.adopt: boundaries that match ${pattern} are replaced`),
      grown,
    ),
    'permissionsBoundary.changeSchedule': weakens(
      ({ permissionsBoundary: { changeSchedule } }, { permissionsBoundary: than }) => {
        const { longestDays: days = 0, endsIn } = rhythmOfSchedule(changeSchedule) ?? {};
        const key = `permissionsBoundary.changeSchedule is ${changeSchedule}`;
        const rarely = days > (rhythmOfSchedule(than.changeSchedule)?.longestDays ?? 0);
        return [
          ...says(rarely, `${key}: up to ${Math.ceil(days)} days pass without a run that changes boundaries`),
          ...says(endsIn !== undefined, `${key}: no run changes boundaries after ${endsIn ?? ''}`),
        ];
      },
      rarer,
    ),
    'permissionsBoundary.baseActions': weakens(
      ({ permissionsBoundary: { baseActions } }, { permissionsBoundary: than }) =>
        baseActions
          .filter((action) => !than.baseActions.includes(action))
          .map((action) => `permissionsBoundary.baseActions: who used nothing keeps ${action}`),
      grown,
    ),
    'permissionsBoundary.alwaysKeep': weakens(
      ({ permissionsBoundary: { alwaysKeep } }, { permissionsBoundary: than }) =>
        alwaysKeep
          .filter((action) => !than.alwaysKeep.includes(action))
          .map((action) => `permissionsBoundary.alwaysKeep: ${action} is kept without being used`),
      grown,
    ),
    'permissionsBoundary.alwaysAllow': weakens(
      ({ permissionsBoundary: { alwaysAllow } }, { permissionsBoundary: than }) =>
        alwaysAllow
          .filter((action) => !than.alwaysAllow.includes(action))
          .map((action) => `permissionsBoundary.alwaysAllow: every boundary lets ${action} through`),
      grown,
    ),
  },
};
