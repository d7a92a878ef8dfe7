import * as z from 'zod';
import type { Mode } from '../../domain/mode';
import { scheduleExpression } from '../../setting-values/schedule';
import { ANALYZER_USES } from './contract';
import { mailAddress, mailDomain, regionName, tagKey } from '../../setting-values/shapes';

/** IAM remembers the last use of a password or key for good; ten years are as good as that. */
const MOST_DAYS = 3_650;

/** IAM remembers the use of a role for so long (IAM User Guide, RoleLastUsed). */
const ROLE_DAYS = 400;

const days = (most: number) => z.int().min(0).max(most);

/** The guardrail's part of the settings. */
export const credentialCleanupSettings = z.strictObject({
  schedule: scheduleExpression
    .default('cron(0 12 * * ? *)')
    .describe('When users, access keys and roles are looked at, in UTC'),
  warnDays: z
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe(
      'Days with a report that must have announced something before it is done; a day without a run is none of them',
    ),
  releasedDays: z
    .int()
    .min(0)
    .max(400)
    .default(30)
    .describe('Days in which nothing of a principal that a person has released is reported or disabled'),
  keys: z
    .strictObject({
      report: days(MOST_DAYS).default(30).describe('Days without use after which an access key is reported; 0: never'),
      disable: days(MOST_DAYS)
        .default(0)
        .describe('Days without use after which a reported access key is deactivated; 0: never'),
      delete: days(MOST_DAYS)
        .default(0)
        .describe('Days without use after which a deactivated access key is deleted, for good; 0: never'),
    })
    .prefault({})
    .describe('Access keys'),
  users: z
    .strictObject({
      report: days(MOST_DAYS).default(30).describe('Days without use after which a user is reported; 0: never'),
      disable: days(MOST_DAYS)
        .default(0)
        .describe('Days without use after which a reported user is denied everything by a policy; 0: never'),
      delete: days(MOST_DAYS)
        .default(0)
        .describe('Days without use after which a user who is denied everything is copied and deleted; 0: never'),
    })
    .prefault({})
    .describe('Users, by password and access keys'),
  roles: z
    .strictObject({
      report: days(ROLE_DAYS).default(30).describe('Days without use after which a role is reported; 0: never'),
      disable: days(ROLE_DAYS)
        .default(0)
        .describe('Days without use after which a reported role is denied everything by a policy; 0: never'),
      delete: days(ROLE_DAYS)
        .default(0)
        .describe('Days without use after which a role that is denied everything is copied and deleted; 0: never'),
      regions: z
        .array(regionName)
        .max(40)
        .default([])
        .describe('Regions in which services are asked which roles they use: all in which the account uses any'),
    })
    .prefault({})
    .describe('Roles'),
  ownerTag: tagKey
    .default('owner')
    .describe('Key of the tag that says who answers for a user or role, whom reports name; IAM ignores case in it'),
  ownerMails: z
    .strictObject({
      from: mailAddress.describe('Address that the mails come from; it or its domain is verified in SES'),
      domains: z
        .array(mailDomain)
        .min(1)
        // Each stands in the policy of a role, which holds 10,240 characters.
        .max(10)
        .meta({ title: 'a list of 1 to 10 domains' })
        .describe('Domains whose addresses are mailed, and none below them'),
      region: regionName
        .describe('Region in whose SES the address is verified; default: that of the functions')
        .optional(),
    })
    .describe(
      'Mails those whom ownerTag names, where it is an address of one of these domains, about what is disabled or deleted; default: nobody is mailed but who is told of everything',
    )
    .optional(),
  analyzer: z
    .enum(ANALYZER_USES)
    .default('existing')
    .describe(
      'Where findings of IAM Access Analyzer about unused access come from, which the report shows beside its own: none, an existing analyzer of the account (Security Hub brings one), or one that is created, which AWS charges for by user and role',
    ),
});

export type CredentialCleanupSettings = z.output<typeof credentialCleanupSettings>;

/** The thresholds are the switch: where nothing is to be disabled there is nothing to enforce. */
export function modeOf({ keys, users, roles }: CredentialCleanupSettings): Mode {
  const all = [keys, users, roles];
  if (all.some(({ disable }) => disable > 0)) return 'enforce';
  return all.some(({ report }) => report > 0) ? 'observe' : 'off';
}
