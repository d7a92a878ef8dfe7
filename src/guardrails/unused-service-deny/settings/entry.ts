import { functionsIn } from '../../../audit/contract';
import type { GuardrailSettings } from '../../../setting-values/guardrail-settings';
import { modeSwitch } from '../../../setting-values/mode-switch';
import { UNUSED_SERVICE_DENY } from '../contract';
import { unusedServiceDenySettings } from '../settings';
import { contradictions } from './contradictions';
import { type Given, weaknesses } from './weaknesses';

/** What the settings know of the denies. */
export const unusedServiceDeny = {
  ...modeSwitch<'unusedServiceDeny', Given>('unusedServiceDeny', UNUSED_SERVICE_DENY, {
    functionsIn,
    off: 'no unused service is reported or denied',
  }),
  slice: unusedServiceDenySettings.prefault({}).describe('Denies users the services that they have not used'),
  weaknesses,
  contradictions,
  distinct: ({ unusedServiceDeny: { neverDeny } }) => [
    { path: ['unusedServiceDeny', 'neverDeny'], entries: neverDeny },
  ],
} satisfies GuardrailSettings<Given>;
