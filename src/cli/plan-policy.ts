import type { PolicyDocument } from '../domain/policy/policy-document';
import type { Settings } from '../settings';

/**
 * What Terraform and its AWS provider read while they plan a deployment, by service. A test plans one and compares; what no
 * emulated account shows stands at the end of each line (IAM actions of the calls: Service Authorization Reference).
 */
const READS: Readonly<Record<string, readonly string[]>> = {
  'access-analyzer': ['GetAnalyzer', 'ListTagsForResource'],
  cloudtrail: ['DescribeTrails', 'GetEventSelectors', 'GetInsightSelectors', 'GetTrailStatus', 'ListTags'],
  cloudwatch: ['DescribeAlarms', 'GetDashboard', 'ListTagsForResource'],
  dynamodb: [
    ...['DescribeContinuousBackups', 'DescribeTable', 'DescribeTimeToLive', 'GetItem', 'ListTagsOfResource'],
    'GetResourcePolicy',
  ],
  events: ['DescribeRule', 'ListTagsForResource', 'ListTargetsByRule'],
  iam: [
    ...['GetGroup', 'GetPolicy', 'GetPolicyVersion', 'GetRole', 'GetRolePolicy'],
    ...['ListAttachedRolePolicies', 'ListRolePolicies', 'ListPolicyVersions'],
  ],
  lambda: [
    ...['GetEventSourceMapping', 'GetFunction', 'GetFunctionCodeSigningConfig', 'ListTags', 'ListVersionsByFunction'],
    ...['GetFunctionConfiguration', 'GetFunctionConcurrency'],
  ],
  logs: ['DescribeLogGroups', 'DescribeQueryDefinitions', 'ListTagsForResource'],
  s3: [
    ...['GetAccelerateConfiguration', 'GetBucketAcl', 'GetBucketCORS', 'GetBucketLogging', 'GetBucketPolicy'],
    ...['GetBucketTagging', 'GetBucketVersioning', 'GetBucketWebsite', 'GetLifecycleConfiguration', 'ListBucket'],
    ...['GetBucketLocation', 'GetBucketObjectLockConfiguration', 'GetBucketPublicAccessBlock'],
    ...['GetBucketRequestPayment', 'GetEncryptionConfiguration', 'GetReplicationConfiguration'],
  ],
  scheduler: ['GetSchedule'],
  sns: ['GetSubscriptionAttributes', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'ListTagsForResource'],
  sqs: ['GetQueueAttributes', 'ListQueueTags', 'GetQueueUrl'],
  ssm: ['DescribeParameters', 'GetParameter', 'ListTagsForResource'],
  states: [
    ...['DescribeStateMachine', 'ListStateMachineVersions', 'ListTagsForResource'],
    'ValidateStateMachineDefinition',
  ],
  sts: ['GetCallerIdentity'],
};

/**
 * The least that a role needs which plans pull requests: it reads what the stack deploys, and the state. It takes no lock,
 * so `terraform plan` runs with `-lock=false`; of objects it reads the state alone. It
 * may not assume `assumeRoleArn`, which deploys: what a pull request wrote would write by it.
 */
export function planPolicy({ partition, backend = 'local' }: Settings): PolicyDocument {
  const reads = Object.entries(READS).flatMap(([service, actions]) => actions.map((one) => `${service}:${one}`));
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadDeployment', Effect: 'Allow', Action: reads, Resource: '*' },
      ...(backend === 'local' ? [] : stateOf(partition, backend.s3)),
    ],
  };
}

type S3 = Exclude<NonNullable<Settings['backend']>, 'local'>['s3'];

function stateOf(partition: string, { bucket, key, kmsKeyId }: S3): PolicyDocument['Statement'] {
  const object = `arn:${partition}:s3:::${bucket}/${key}`;
  // The key may be an alias, which no resource of a policy can name.
  const isArn = kmsKeyId?.startsWith('arn:') === true && kmsKeyId.includes(':key/');
  return [
    { Sid: 'ReadState', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [object] },
    ...(kmsKeyId === undefined
      ? []
      : [
          {
            ...({ Sid: 'DecryptState', Effect: 'Allow', Action: ['kms:Decrypt'] } as const),
            ...{ Resource: isArn ? [kmsKeyId] : '*' },
            Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [`arn:${partition}:s3:::${bucket}*`] } },
          },
        ]),
  ];
}
