import { becomes, gone, lowered, postponed, raised, rarer, shrunk, sooner } from '../../../setting-values/direction';
import { says } from '../../../setting-values/says';
import { scheduleWeakness } from '../../../setting-values/schedule-weakness';
import { never, taking, type WeaknessByKey, type WeaknessPart, weakens } from '../../../setting-values/weakness';
import { modeOf, type CredentialCleanupSettings } from '../settings';

/** The settings that the guardrail reads. */
export interface Given {
  readonly credentialCleanup: CredentialCleanupSettings;
}

const reports = (of: 'keys' | 'users' | 'roles', one: string) =>
  weakens<Given>(({ credentialCleanup }, { credentialCleanup: than }) => {
    const [days, usual] = [credentialCleanup[of].report, than[of].report];
    const key = `credentialCleanup.${of}.report is ${days}`;
    return [
      ...says(days === 0 && usual > 0, `${key}: no unused ${one} is reported`),
      ...says(days > usual && usual > 0, `${key}: an unused ${one} is reported later`),
    ];
  }, postponed);

/** The thresholds switch it on. */
export const switches: WeaknessByKey<Given> = {
  'credentialCleanup.keys.report': reports('keys', 'access key'),
  'credentialCleanup.users.report': reports('users', 'user'),
  'credentialCleanup.roles.report': reports('roles', 'role'),
  'credentialCleanup.keys.disable': taking(
    never('any number of days deactivates more than 0, the default, does', postponed),
    sooner,
  ),
  'credentialCleanup.users.disable': taking(
    never('any number of days denies more than 0, the default, does', postponed),
    sooner,
  ),
  'credentialCleanup.roles.disable': taking(
    never('any number of days denies more than 0, the default, does', postponed),
    sooner,
  ),
  'credentialCleanup.keys.delete': taking(
    never('any number of days deletes more than 0, the default, does', postponed),
    sooner,
  ),
  'credentialCleanup.users.delete': taking(
    never('any number of days deletes more than 0, the default, does', postponed),
    sooner,
  ),
  'credentialCleanup.roles.delete': taking(
    never('any number of days deletes more than 0, the default, does', postponed),
    sooner,
  ),
};

export const weaknesses: WeaknessPart<Given> = {
  applies: ({ credentialCleanup }) => modeOf(credentialCleanup) !== 'off',
  byKey: {
    'credentialCleanup.roles.regions': never('says where services are asked which roles they use'),
    'credentialCleanup.schedule': weakens(
      ({ credentialCleanup }, { credentialCleanup: than }) =>
        scheduleWeakness(
          'credentialCleanup.schedule',
          credentialCleanup.schedule,
          than.schedule,
          'looks for unused credentials',
        ),
      rarer,
    ),
    'credentialCleanup.warnDays': taking(
      weakens(
        ({ credentialCleanup: { warnDays } }, { credentialCleanup: than }) =>
          says(
            warnDays > than.warnDays,
            `credentialCleanup.warnDays is ${warnDays}: what is unused stays as it is for longer`,
          ),
        raised(),
      ),
      lowered,
    ),
    'credentialCleanup.releasedDays': weakens(
      ({ credentialCleanup: { releasedDays: days } }, { credentialCleanup: than }) =>
        says(
          days > than.releasedDays,
          `credentialCleanup.releasedDays is ${days}: nothing of a released principal is reported for longer`,
        ),
      raised(),
    ),
    'credentialCleanup.ownerTag': never('says whom reports name as owners'),
    'credentialCleanup.ownerMails.from': never('by default nobody is mailed', gone),
    'credentialCleanup.ownerMails.domains': never('by default nobody is mailed', shrunk),
    'credentialCleanup.ownerMails.region': never('says where the sender is verified'),
    'credentialCleanup.analyzer': weakens(
      ({ credentialCleanup: { analyzer } }, { credentialCleanup: than }) =>
        says(
          analyzer === 'none' && than.analyzer !== 'none',
          'credentialCleanup.analyzer is none: what IAM Access Analyzer finds unused is not reported',
        ),
      becomes('none'),
    ),
  },
};
