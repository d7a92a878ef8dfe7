import { MODES } from '../../domain/mode';
import * as z from 'zod';
import { scheduleExpression } from '../../setting-values/schedule';
import { actionName, policyPattern } from '../../setting-values/shapes';
import { DEFAULT_ALWAYS_ALLOW, DEFAULT_ALWAYS_KEEP, DEFAULT_BASE_ACTIONS } from './judge/always-allowed';

/** The guardrail's part of the settings. */
export const permissionsBoundarySettings = z.strictObject({
  mode: z
    .enum(MODES)
    .default('observe')
    .describe('observe reports the boundary each principal would get; enforce puts it; off reports none'),
  style: z
    .enum(['allowUsed', 'denyUnused'])
    .default('allowUsed')
    .describe('A boundary allows what is used, or allows everything but what is granted and not used'),
  reopen: z
    .enum(['ask', 'automatic'])
    .default('ask')
    .describe(
      'Whether a service tried again outside the boundary waits for a person or is let through by the next run',
    ),
  adopt: z
    .array(policyPattern)
    .default([])
    .describe('Boundaries of an earlier tool that may be replaced; any other that is not of this project stays'),
  users: z
    .boolean()
    .default(true)
    .describe('Whether users get boundaries as roles do; false where another guardrail restricts them'),
  tags: z
    .boolean()
    .default(true)
    .describe('Whether users and roles are tagged with what they may use and what they use, whatever the mode'),
  changeSchedule: scheduleExpression
    .default('rate(90 days)')
    .describe('When boundaries change; a rate runs at once, too'),
  baseActions: z
    .array(actionName)
    .default([...DEFAULT_BASE_ACTIONS])
    .describe('What a principal that used nothing keeps'),
  alwaysKeep: z
    .array(actionName)
    .default([...DEFAULT_ALWAYS_KEEP])
    .describe('Actions that Access Advisor does not track, kept where they are granted'),
  alwaysAllow: z
    .array(actionName)
    .default([...DEFAULT_ALWAYS_ALLOW])
    .describe('Actions that every boundary lets through, whatever identity policies say; a boundary grants nothing'),
});

export type PermissionsBoundarySettings = z.output<typeof permissionsBoundarySettings>;
