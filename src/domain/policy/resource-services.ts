/** Services whose resource policies an audit can read in each Region, beside those of buckets. */
export const RESOURCE_SERVICES = ['kms', 'sqs', 'sns', 'secretsmanager', 'ecr'] as const;

export type ResourceService = (typeof RESOURCE_SERVICES)[number];

/** Which resource policies an audit reads beside those of buckets. */
export interface ResourceReading {
  readonly services: readonly ResourceService[];
  readonly regions: readonly string[];
}

/** The calls by which the resources of each service are listed and their policies read, and what these policies stand on. */
export const READING: Readonly<
  Record<ResourceService, { readonly list: string; readonly read: string; readonly resource: string }>
> = {
  kms: { list: 'kms:ListKeys', read: 'kms:GetKeyPolicy', resource: 'key/*' },
  sqs: { list: 'sqs:ListQueues', read: 'sqs:GetQueueAttributes', resource: '*' },
  sns: { list: 'sns:ListTopics', read: 'sns:GetTopicAttributes', resource: '*' },
  secretsmanager: {
    list: 'secretsmanager:ListSecrets',
    read: 'secretsmanager:GetResourcePolicy',
    resource: 'secret:*',
  },
  ecr: { list: 'ecr:DescribeRepositories', read: 'ecr:GetRepositoryPolicy', resource: 'repository/*' },
};
