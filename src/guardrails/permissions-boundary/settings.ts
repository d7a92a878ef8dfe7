import * as z from 'zod';
import { scheduleExpression } from '../../settings/schedule';
import { actionName } from '../../settings/shapes';

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
    .enum(['off', 'observe'])
    .meta({ title: '"off" or "observe"; "enforce" comes with a later version' })
    .default('observe')
    .describe('observe reports the boundary each principal would get; off reports none'),
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
