import * as z from 'zod';
import { scheduleExpression } from '../../setting-values/schedule';
import { actionName, policyPattern } from '../../setting-values/shapes';

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

/**
 * What a boundary has to let through although nobody is ever seen to use it.
 *
 * Keys and roles say in policies of their own who may use them, and within an account a boundary takes such a grant from a
 * role that it names by ARN; Access Advisor knows identity policies alone (IAM User Guide, "Policy evaluation logic" and
 * "Things to know about last accessed information").
 *
 * Beyond that AWS publishes no list of services that Access Advisor does not track. It says that "attempts to access an AWS
 * API" count (IAM API Reference, GenerateServiceLastAccessedDetails). The rest of these are permissions that something else
 * than an AWS API asks for, by the Service Authorization Reference: a database, a cluster, a file system, Git, MQTT, or an
 * API of one's own.
 */
export const DEFAULT_ALWAYS_ALLOW: readonly string[] = [
  ...['kms:*', 'sts:AssumeRole', 'sts:TagSession', 'sts:GetCallerIdentity'],
  ...['aoss:APIAccessAll', 'aoss:DashboardsAccessAll', 'appstream:Stream', 'appsync:Event*', 'appsync:GraphQL'],
  ...['cassandra:*', 'codecommit:Git*', 'dax:*Item', 'dax:Query', 'dax:Scan', 'dsql:DbConnect*'],
  ...['elasticache:Connect', 'elasticfilesystem:Client*', 'es:ESHttp*', 'execute-api:*'],
  ...['iot:Connect', 'iot:Publish', 'iot:Receive', 'iot:Subscribe', 'kafka-cluster:*', 'lambda:InvokeFunctionUrl'],
  ...['memorydb:Connect', 'neptune-db:*', 'rds-db:*', 's3files:Client*', 'vpc-lattice-svcs:*', 'workspaces:Stream'],
];

/** The guardrail's part of the settings. */
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
  alwaysAllow: z
    .array(actionName)
    .default([...DEFAULT_ALWAYS_ALLOW])
    .describe('Actions that every boundary lets through, whatever identity policies say; a boundary grants nothing'),
});

export type PermissionsBoundarySettings = z.output<typeof permissionsBoundarySettings>;
