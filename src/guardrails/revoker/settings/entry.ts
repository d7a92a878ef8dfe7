import * as z from 'zod';
import { type Contradiction, contradiction } from '../../../setting-values/contradiction';
import type { GuardrailSettings } from '../../../setting-values/guardrail-settings';
import { FALLBACK, REVOKER } from '../contract';
import { revokerSettings } from '../settings';
import { type Given, switches, weaknesses } from './weaknesses';

const isOn = ({ revoker: { mode } }: Given) => mode !== 'off';

/** What the settings know of the revoker. */
export const revoker = {
  name: REVOKER,
  slice: revokerSettings.prefault({}).describe('Takes IAM away from users who call it without being admins'),
  limits: {
    revocationsPer10Minutes: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .describe('Beyond this many revocations in ten minutes calls wait until there is room, and people are paged'),
  },
  isOn,
  offWhen: ['revoker.mode is "off"'],
  functions: (given) => (isOn(given) ? [REVOKER, FALLBACK] : []),
  switches,
  weaknesses,
  contradictions: contradictionsIn,
  distinct: ({ revoker: { selfService, exempt, adminRoles = [] } }) => [
    { path: ['revoker', 'selfService'], entries: selfService },
    { path: ['revoker', 'exempt'], entries: exempt.map(({ id }) => id) },
    { path: ['revoker', 'adminRoles'], entries: adminRoles },
  ],
  exactArns: ({ revoker: { exempt, adminRoles = [] } }) => [
    ...exempt.map(({ arn }, index) => ({ arn, path: ['revoker', 'exempt', index, 'arn'], kind: 'a user' })),
    ...adminRoles.flatMap((arn, index) =>
      arn.startsWith('/') ? [] : [{ arn, path: ['revoker', 'adminRoles', index], kind: 'a role' }],
    ),
  ],
  readsJudged: {
    key: 'revoker.readOnlyCalls',
    isOn: (given) => isOn(given) && given.revoker.readOnlyCalls,
  },
  nameOfItsOwn: {
    key: 'revoker.denyPolicyName',
    what: 'deny policies',
    of: (given) => given.revoker.denyPolicyName,
  },
} satisfies GuardrailSettings<Given>;

function contradictionsIn({ revoker: { adminGroups, denySparesSelfService, selfService } }: Given): Contradiction[] {
  const groups = adminGroups === 'none' ? [] : adminGroups;
  return [
    // A group of that name can be given as an object with its id.
    ...groups.flatMap((group, index) =>
      typeof group === 'string' && group.toLowerCase() === 'none'
        ? [
            contradiction(
              ['revoker', 'adminGroups', index],
              'not the name of a group; allowed: "none" without the brackets',
            ),
          ]
        : [],
    ),
    ...(denySparesSelfService && selfService.length === 0
      ? [
          contradiction(
            ['revoker', 'denySparesSelfService'],
            'revoker.selfService is [], so there is nothing to spare; allowed: false',
          ),
        ]
      : []),
  ];
}
