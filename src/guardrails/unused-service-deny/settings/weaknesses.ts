import type { Mode } from '../../../domain/mode';
import { after, grown, raised, rarer } from '../../../setting-values/direction';
import { says } from '../../../setting-values/says';
import { scheduleWeakness } from '../../../setting-values/schedule-weakness';
import { never, type WeaknessPart, weakens } from '../../../setting-values/weakness';
import type { UnusedServiceDenySettings } from '../settings';

/** The settings that the guardrail reads. */
export interface Given {
  readonly unusedServiceDeny: UnusedServiceDenySettings;
  readonly permissionsBoundary: { readonly mode: Mode; readonly users: boolean };
}

export const weaknesses: WeaknessPart<Given> = {
  applies: ({ unusedServiceDeny: { mode } }) => mode !== 'off',
  byKey: {
    'unusedServiceDeny.schedule': weakens(
      ({ unusedServiceDeny: { schedule } }, { unusedServiceDeny: than }) =>
        scheduleWeakness('unusedServiceDeny.schedule', schedule, than.schedule, 'denies unused services'),
      rarer,
    ),
    'unusedServiceDeny.releasedDays': weakens(
      ({ unusedServiceDeny: { releasedDays: days } }, { unusedServiceDeny: than }) =>
        says(
          days > than.releasedDays,
          `unusedServiceDeny.releasedDays is ${days}: a released user keeps unused services for longer`,
        ),
      raised(),
    ),
    'unusedServiceDeny.newServices': never('deny denies more, and allow is the default', after('deny', 'allow')),
    'unusedServiceDeny.neverDeny': weakens(
      ({ unusedServiceDeny: { neverDeny } }, { unusedServiceDeny: than }) =>
        neverDeny
          .filter((service) => !than.neverDeny.includes(service))
          .map((service) => `unusedServiceDeny.neverDeny: nobody is denied ${service}, used or not`),
      grown,
    ),
  },
};
