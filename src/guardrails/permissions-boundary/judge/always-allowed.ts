import { UNTRACKED_ACTIONS } from '../../../domain/policy/untracked';

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

/** What a boundary has to let through although nobody is ever seen to use it. */
export const DEFAULT_ALWAYS_ALLOW: readonly string[] = UNTRACKED_ACTIONS;
