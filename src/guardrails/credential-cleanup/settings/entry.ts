import { functionsIn } from '../../../audit/contract';
import type { GuardrailSettings } from '../../../setting-values/guardrail-settings';
import { CREDENTIAL_CLEANUP } from '../contract';
import { credentialCleanupSettings, modeOf } from '../settings';
import { contradictions } from './contradictions';
import { warnings } from './warnings';
import { type Given, switches, weaknesses } from './weaknesses';

const isOn = ({ credentialCleanup }: Given) => modeOf(credentialCleanup) !== 'off';

/** What the settings know of the clean-up of credentials. */
export const credentialCleanup = {
  ...{ name: CREDENTIAL_CLEANUP, limits: {}, isOn, plansChanges: isOn },
  offWhen: ['every report of credentialCleanup is 0'],
  functions: (given) => (isOn(given) ? functionsIn(CREDENTIAL_CLEANUP, modeOf(given.credentialCleanup)) : []),
  slice: credentialCleanupSettings
    .prefault({})
    .describe('Reports users, access keys and roles that nobody uses, and disables what is unused for longer'),
  ...{ switches, weaknesses, warnings, contradictions },
  warnsBefore: ({ credentialCleanup: given }) =>
    (['keys', 'users', 'roles'] as const).flatMap((of) =>
      (['disable', 'delete'] as const).flatMap((stage) =>
        given[of][stage] === 0 ? [] : [{ path: ['credentialCleanup', of, stage], days: given[of][stage] }],
      ),
    ),
  distinct: ({ credentialCleanup: { roles, ownerMails } }) => [
    { path: ['credentialCleanup', 'roles', 'regions'], entries: roles.regions },
    ...(ownerMails === undefined
      ? []
      : [
          {
            path: ['credentialCleanup', 'ownerMails', 'domains'],
            entries: ownerMails.domains.map((one) => one.toLowerCase()),
          },
        ]),
  ],
} satisfies GuardrailSettings<Given>;
