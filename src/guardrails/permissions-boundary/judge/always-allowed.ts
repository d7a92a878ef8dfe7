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
