import { after, becomes, eitherWay, grown, lowered, type WeakerIf } from '../../../setting-values/direction';
import { says } from '../../../setting-values/says';
import { never, saidBy, type WeaknessByKey, type WeaknessPart, weakens } from '../../../setting-values/weakness';
import {
  adminGroupNames,
  type AdminRoleSettings,
  DEFAULT_SELF_SERVICE,
  defaultAdminRoles,
  IDENTITY_CENTER_PATH,
  type RevokerSettings,
} from '../settings';

/** The settings that the guardrail reads. */
export interface Given extends Pick<AdminRoleSettings, 'assumeRoleArn'> {
  readonly revoker: RevokerSettings;
  readonly limits: { readonly revocationsPer10Minutes: number };
}

/** Another group, or another one of its name; a group that is pinned by its id is the same as before. */
const anotherAdminGroup: WeakerIf = (before, now) => {
  const pinned = /^name (.+), id \w+$/;
  return [now ?? []].flat().some((group) => {
    const name = pinned.exec(group)?.[1];
    return ![before ?? []].flat().some((one) => one === group || one === name);
  });
};

/** Beside the role that deploys, which has a key of its own, the roles of Identity Center make admins by default. */
const anotherAdminRole: WeakerIf = (before = [IDENTITY_CENTER_PATH], now = [IDENTITY_CENTER_PATH]) =>
  grown(before, now);

/** Whether there is a revoker at all. */
export const switches: WeaknessByKey<Given> = {
  'revoker.mode': weakens(
    ({ revoker: { mode } }) => [
      ...says(mode === 'off', 'revoker.mode is off: nobody is watched'),
      ...says(mode === 'observe', 'revoker.mode is observe: nobody is revoked'),
    ],
    after('enforce', 'observe', 'off'),
  ),
};

export const weaknesses: WeaknessPart<Given> = {
  applies: (settings) => settings.revoker.mode !== 'off',
  byKey: {
    'revoker.adminGroups': weakens(
      ({ revoker }, defaults) =>
        adminGroupNames(revoker)
          .filter((name) => !adminGroupNames(defaults.revoker).includes(name))
          .map((name) => `revoker.adminGroups: members of ${name} may call IAM`),
      anotherAdminGroup,
    ),
    'revoker.adminGroups[].name': saidBy('revoker.adminGroups'),
    'revoker.adminGroups[].id': never('pins the group that a name means, which is stronger than the name alone'),
    'revoker.exempt': weakens(
      (settings) =>
        settings.revoker.exempt.map(({ arn, reason }) => `revoker.exempt: ${arn} is never revoked (reason: ${reason})`),
      grown,
    ),
    'revoker.exempt[].arn': saidBy('revoker.exempt'),
    'revoker.exempt[].reason': saidBy('revoker.exempt'),
    'revoker.exempt[].id': never('narrows the exemption to one user of that name'),
    'revoker.exempt[].owner': never('says who answers for the exemption'),
    'revoker.adminRoles': weakens(
      (settings) =>
        (settings.revoker.adminRoles ?? [])
          .filter((role) => !defaultAdminRoles(settings).includes(role))
          .map((role) => `revoker.adminRoles: sessions of ${role} may make admins`),
      anotherAdminRole,
    ),
    'revoker.selfService': weakens(
      (settings) =>
        settings.revoker.selfService
          .filter((call) => !DEFAULT_SELF_SERVICE.includes(call))
          .map((call) => `revoker.selfService: ${call} on oneself is no violation`),
      grown,
    ),
    'revoker.denySparesSelfService': weakens(
      ({ revoker: { denySparesSelfService, selfService } }) =>
        says(
          denySparesSelfService && selfService.length > 0,
          'revoker.denySparesSelfService: a revoked user keeps the self-service calls',
        ),
      becomes('true'),
    ),
    'revoker.failedCalls': weakens(
      ({ revoker: { failedCalls } }) => [
        ...says(failedCalls === 'ignore', 'revoker.failedCalls is ignore: who tries and is refused goes unnoticed'),
        ...says(failedCalls === 'notify', 'revoker.failedCalls is notify: who tries and is refused keeps IAM'),
      ],
      after('revoke', 'notify', 'ignore'),
    ),
    'revoker.viaServices': weakens(
      ({ revoker: { viaServices } }) =>
        says(
          viaServices === 'notify',
          'revoker.viaServices is notify: who calls IAM through CloudFormation or another service keeps IAM',
        ),
      after('revoke', 'notify'),
    ),
    'revoker.readOnlyCalls': never('is off by default, and judging reads as well is stronger', becomes('false')),
    'revoker.denyPolicyName': never('names the policy, whatever it denies'),
    'revoker.maxConcurrency': weakens(
      ({ revoker: { maxConcurrency } }, defaults) =>
        says(
          maxConcurrency < defaults.revoker.maxConcurrency,
          `revoker.maxConcurrency is ${maxConcurrency}: more of a burst of calls waits to be judged`,
        ),
      lowered,
    ),
    'limits.revocationsPer10Minutes': weakens(
      ({ limits: { revocationsPer10Minutes: limit } }, defaults) => [
        ...says(
          limit < defaults.limits.revocationsPer10Minutes,
          `limits.revocationsPer10Minutes is ${limit}: beyond it calls wait`,
        ),
        ...says(
          limit > defaults.limits.revocationsPer10Minutes,
          `limits.revocationsPer10Minutes is ${limit}: a mistake of the guard may revoke that many before it pauses`,
        ),
      ],
      eitherWay,
    ),
  },
};
