import * as z from 'zod';
import { MODES } from '../../domain/mode';
import { scheduleExpression } from '../../setting-values/schedule';
import { servicePrefix } from '../../setting-values/shapes';
import { DEFAULT_NEVER_DENY } from './judge/never-denied';

/** The guardrail's part of the settings. */
export const unusedServiceDenySettings = z.strictObject({
  mode: z
    .enum(MODES)
    .default('observe')
    .describe('observe reports the services each user would be denied; enforce denies them; off reports none'),
  schedule: scheduleExpression
    .default('cron(0 9 * * ? *)')
    .describe('When users are audited and denied what they have not used, in UTC'),
  releasedDays: z
    .int()
    .min(0)
    .max(400)
    .default(30)
    .describe('Days in which a user whom a person has released is denied nothing'),
  newServices: z
    .enum(['allow', 'deny'])
    .default('allow')
    .describe(
      'What a denied user may do with services that are granted later: allow leaves them until they are unused; deny denies ' +
        'all services but those in use, from then on: also what this version does not know and what only a resource policy grants',
    ),
  neverDeny: z
    .array(servicePrefix)
    .default([...DEFAULT_NEVER_DENY])
    .describe('Services that nobody is denied, beside sts: Access Advisor does not track all of their actions'),
});

export type UnusedServiceDenySettings = z.output<typeof unusedServiceDenySettings>;
