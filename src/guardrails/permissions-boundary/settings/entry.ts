import { functionsIn } from '../../../audit/contract';
import type { GuardrailSettings } from '../../../setting-values/guardrail-settings';
import { PERMISSIONS_BOUNDARY } from '../contract';
import { permissionsBoundarySettings } from '../settings';
import { type Given, isOn, plansChanges, switches, weaknesses } from './weaknesses';

/** What the settings know of the boundaries. */
export const permissionsBoundary = {
  name: PERMISSIONS_BOUNDARY,
  slice: permissionsBoundarySettings
    .prefault({})
    .describe('Reports and tags what users and roles may use and what they use'),
  limits: {},
  isOn,
  offWhen: ['permissionsBoundary.mode is "off"', 'permissionsBoundary.tags is false'],
  functions: (given) => (isOn(given) ? functionsIn(PERMISSIONS_BOUNDARY, given.permissionsBoundary.mode) : []),
  switches,
  weaknesses,
  distinct: ({ permissionsBoundary: slice }) => [
    { path: ['permissionsBoundary', 'adopt'], entries: slice.adopt },
    ...(['baseActions', 'alwaysKeep', 'alwaysAllow'] as const).map((key) => ({
      path: ['permissionsBoundary', key],
      entries: slice[key].map((action) => action.toLowerCase()),
    })),
  ],
  exactArns: ({ permissionsBoundary: { adopt } }) =>
    adopt.map((arn, index) => ({ arn, path: ['permissionsBoundary', 'adopt', index], kind: 'a policy' })),
  plansChanges,
} satisfies GuardrailSettings<Given>;
