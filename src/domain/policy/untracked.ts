/**
 * Actions that Access Advisor never sees anybody use, so that nobody can tell whether they are used.
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
export const UNTRACKED_ACTIONS: readonly string[] = [
  ...['kms:*', 'sts:AssumeRole', 'sts:TagSession', 'sts:GetCallerIdentity'],
  ...['aoss:APIAccessAll', 'aoss:DashboardsAccessAll', 'appstream:Stream', 'appsync:Event*', 'appsync:GraphQL'],
  ...['cassandra:*', 'codecommit:Git*', 'dax:*Item', 'dax:Query', 'dax:Scan', 'dsql:DbConnect*'],
  ...['elasticache:Connect', 'elasticfilesystem:Client*', 'es:ESHttp*', 'execute-api:*'],
  ...['iot:Connect', 'iot:Publish', 'iot:Receive', 'iot:Subscribe', 'kafka-cluster:*', 'lambda:InvokeFunctionUrl'],
  ...['memorydb:Connect', 'neptune-db:*', 'rds-db:*', 's3files:Client*', 'vpc-lattice-svcs:*', 'workspaces:Stream'],
];
