import * as z from 'zod';
import { scheduleExpression } from '../../settings/schedule';
import { actionName, policyPattern } from '../../settings/shapes';

/** What the published solution leaves to a principal that used nothing. */
export const DEFAULT_BASE_ACTIONS: readonly string[] = [
  'ec2:DescribeInstances',
  'ec2:DescribeTags',
  'redshift:DescribeEvents',
  'ec2:DescribeRegions',
  'redshift:ViewQueriesInConsole',
  'redshift:DescribeTags',
  'redshift:DescribeClusterParameterGroups',
  'ec2:DescribeSnapshots',
  'ec2:DescribeHosts',
  'ec2:DescribeImages',
  's3:ListAllMyBuckets',
  'redshift:DescribeClusterVersions',
  'redshift:DescribeClusters',
  's3:HeadBucket',
  'redshift:DescribeClusterParameters',
  'ec2:DescribeInstanceStatus',
  's3:ListBucket',
];

/** Access Advisor never sees this call, so a boundary of what was used would take it away. */
export const DEFAULT_ALWAYS_KEEP: readonly string[] = ['iam:PassRole'];

/** The room's part of the settings. */
export const permissionsBoundarySettings = z.strictObject({
  mode: z
    .enum(['off', 'observe', 'enforce'])
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
});

export type PermissionsBoundarySettings = z.output<typeof permissionsBoundarySettings>;
