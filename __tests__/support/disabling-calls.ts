export const ACCOUNT = '111122223333';
const arnOf = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;

/** A call with what CloudTrail's record of it says about the part. */
export interface DisablingCall {
  /** Before `.amazonaws.com`. */
  readonly service: string;
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly responseElements?: Readonly<Record<string, unknown>>;
}

/** What somebody can do to a kind of resource, or why nobody need be told of it by a rule. */
type Disabling =
  | { readonly namedBy: string; readonly calls: (name: string) => readonly DisablingCall[] }
  | { readonly because: string };

const each = (service: string, eventNames: readonly string[], requestParameters: Readonly<Record<string, unknown>>) =>
  eventNames.map((eventName): DisablingCall => ({ service, eventName, requestParameters }));

const onBucket = (...eventNames: readonly string[]): Disabling => ({
  namedBy: 'bucket',
  calls: (bucketName) => each('s3', eventNames, { bucketName, Host: 's3.amazonaws.com' }),
});
const onRole = (namedBy: string, ...eventNames: readonly string[]): Disabling => ({
  namedBy,
  calls: (name) => [name, name.toUpperCase()].flatMap((roleName) => each('iam', eventNames, { roleName })),
});
const onQueue = (namedBy: string, ...eventNames: readonly string[]): Disabling => ({
  namedBy,
  calls: (name) => each('sqs', eventNames, { queueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}` }),
});
const onTopic = (namedBy: string, ...eventNames: readonly string[]): Disabling => ({
  namedBy,
  calls: (name) => each('sns', eventNames, { topicArn: arnOf('sns', name) }),
});

/** By type of resource: the calls that disable, blind, starve or silently alter one. */
export const DISABLING: Readonly<Record<string, Disabling>> = {
  aws_accessanalyzer_analyzer: {
    namedBy: 'analyzer_name',
    calls: (analyzerName) =>
      each('access-analyzer', ['DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule'], { analyzerName }),
  },
  aws_cloudtrail: {
    namedBy: 'name',
    calls: (trail) =>
      [trail, arnOf('cloudtrail', `trail/${trail}`)].flatMap((name) => [
        ...each('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail'], { name }),
        ...each('cloudtrail', ['PutEventSelectors'], { trailName: name, eventSelectors: [] }),
      ]),
  },
  aws_cloudwatch_dashboard: { because: 'it shows, and tells nobody: the next deployment makes it anew' },
  aws_cloudwatch_event_rule: {
    namedBy: 'name',
    calls: (name) => [
      ...each('events', ['DisableRule', 'DeleteRule', 'PutRule'], { name }),
      ...each('events', ['UpdateEventBus'], { name: 'default', kmsKeyIdentifier: 'alias/nobodys' }),
      ...each('events', ['UpdateEventBus'], { kmsKeyIdentifier: 'alias/nobodys' }),
    ],
  },
  aws_cloudwatch_event_target: {
    namedBy: 'rule',
    calls: (rule) => each('events', ['RemoveTargets', 'PutTargets'], { rule, ids: ['queue'] }),
  },
  aws_cloudwatch_log_group: {
    namedBy: 'name',
    calls: (name) => [
      ...each('logs', ['DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'AssociateKmsKey'], {
        logGroupName: name,
      }),
      ...each('logs', ['AssociateKmsKey'], { resourceIdentifier: arnOf('logs', `log-group:${name}`) }),
      ...[name, arnOf('logs', `log-group:${name}`)].flatMap((logGroupIdentifier) =>
        each('logs', ['PutDataProtectionPolicy', 'PutTransformer'], { logGroupIdentifier }),
      ),
    ],
  },
  aws_cloudwatch_metric_alarm: {
    namedBy: 'alarm_name',
    calls: (name) => [
      ...each('monitoring', ['DeleteAlarms', 'DisableAlarmActions'], { alarmNames: ['a-decoy', name] }),
      ...each('monitoring', ['PutMetricAlarm'], { alarmName: name }),
      ...each('monitoring', ['PutAlarmMuteRule'], { name: 'quiet', muteTargets: { alarmNames: ['a-decoy', name] } }),
    ],
  },
  aws_cloudwatch_query_definition: { because: 'it is a query that people may run, and tells nobody' },
  aws_dynamodb_table: {
    namedBy: 'name',
    calls: (name) => [
      ...[name, arnOf('dynamodb', `table/${name}`)].flatMap((tableName) =>
        each('dynamodb', ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'UpdateContinuousBackups'], { tableName }),
      ),
      ...each('dynamodb', ['PutResourcePolicy'], { resourceArn: arnOf('dynamodb', `table/${name}`) }),
    ],
  },
  aws_dynamodb_table_item: { because: 'writing it is a call on data, of which EventBridge gets no event' },
  aws_iam_policy: {
    namedBy: 'name',
    calls: (name) =>
      ['', 'path/'].flatMap((path) =>
        each('iam', ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'], {
          policyArn: `arn:aws:iam::${ACCOUNT}:policy/${path}${name}`,
        }),
      ),
  },
  aws_iam_role: onRole(
    'name',
    ...['DeleteRole', 'AttachRolePolicy', 'DetachRolePolicy', 'UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary'],
    'DeleteRolePermissionsBoundary',
  ),
  aws_iam_role_policy: onRole('role', 'PutRolePolicy', 'DeleteRolePolicy'),
  aws_lambda_event_source_mapping: {
    namedBy: 'event_source_arn',
    calls: (queue) =>
      ['Create', 'Update', 'Delete'].map((verb) => ({
        ...{ service: 'lambda', eventName: `${verb}EventSourceMapping20150331` },
        requestParameters: { uUID: '1-2-3', eventSourceArn: arnOf('sqs', queue), functionName: 'somebody-elses' },
        responseElements: {
          ...{ eventSourceArn: arnOf('sqs', queue), functionArn: arnOf('lambda', 'function:somebody-elses') },
        },
      })),
  },
  aws_lambda_function: {
    namedBy: 'function_name',
    calls: (name) =>
      [name, arnOf('lambda', `function:${name}`), `${ACCOUNT}:function:${name}`].flatMap((functionName) => [
        ...each('lambda', ['DeleteFunction20150331', 'PutFunctionConcurrency20171031'], { functionName }),
        ...each('lambda', ['UpdateFunctionCode20150331v2', 'UpdateFunctionConfiguration20150331v2'], { functionName }),
        ...each('lambda', ['PutRuntimeManagementConfig', 'PutFunctionEventInvokeConfig'], { functionName }),
        ...each('lambda', ['AddPermission20150331v2', 'CreateFunctionUrlConfig'], { functionName }),
        ...each('lambda', ['CreateEventSourceMapping20150331'], { functionName, eventSourceArn: arnOf('sqs', 'x') }),
      ]),
  },
  aws_s3_bucket: onBucket('DeleteBucket'),
  aws_s3_bucket_lifecycle_configuration: onBucket('PutBucketLifecycle', 'DeleteBucketLifecycle'),
  aws_s3_bucket_ownership_controls: onBucket('PutBucketOwnershipControls', 'DeleteBucketOwnershipControls'),
  aws_s3_bucket_policy: onBucket('PutBucketPolicy', 'DeleteBucketPolicy'),
  aws_s3_bucket_public_access_block: onBucket('PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: onBucket('PutBucketEncryption', 'DeleteBucketEncryption'),
  aws_s3_bucket_versioning: onBucket('PutBucketVersioning'),
  aws_scheduler_schedule: {
    namedBy: 'name',
    calls: (name) => each('scheduler', ['UpdateSchedule', 'DeleteSchedule'], { name, groupName: 'default' }),
  },
  aws_sfn_state_machine: {
    namedBy: 'name',
    calls: (name) => [
      ...each('states', ['UpdateStateMachine', 'DeleteStateMachine'], {
        stateMachineArn: arnOf('states', `stateMachine:${name}`),
      }),
      ...each('states', ['StopExecution'], { executionArn: arnOf('states', `execution:${name}:1-2-3`) }),
      ...each('states', ['UpdateMapRun'], { mapRunArn: arnOf('states', `mapRun:${name}/all:1-2-3`) }),
    ],
  },
  aws_sns_topic: {
    namedBy: 'name',
    calls: (name) => [
      ...each('sns', ['DeleteTopic', 'SetTopicAttributes'], { topicArn: arnOf('sns', name) }),
      ...each('sns', ['PutDataProtectionPolicy'], { resourceArn: arnOf('sns', name) }),
    ],
  },
  aws_sns_topic_policy: onTopic('arn', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'),
  aws_sns_topic_subscription: {
    namedBy: 'topic_arn',
    calls: (topic) =>
      each('sns', ['Unsubscribe', 'SetSubscriptionAttributes'], { subscriptionArn: arnOf('sns', `${topic}:1-2-3`) }),
  },
  aws_sqs_queue: {
    namedBy: 'name',
    calls: (name) => [
      ...each('sqs', ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'], {
        queueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`,
      }),
      ...each('sqs', ['StartMessageMoveTask'], { sourceArn: arnOf('sqs', name), destinationArn: arnOf('sqs', 'x') }),
    ],
  },
  aws_sqs_queue_policy: onQueue('queue_url', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'),
  aws_ssm_parameter: {
    namedBy: 'name',
    calls: (name) => [
      ...each('ssm', ['PutParameter', 'DeleteParameter'], { name }),
      ...each('ssm', ['DeleteParameters'], { names: ['/a/decoy', name] }),
    ],
  },
  terraform_data: { because: 'it is in the state of Terraform alone' },
};
