import { type Condition, type TamperingGroup, tamperingRule, type Watched, type WatchedCalls } from './watched';

const IN_PARAMETERS = 'requestParameters';
const IN_ANSWER = 'responseElements';

/**
 * Of a call that may be padded: CloudTrail leaves out parameters of more than 100 KB (user guide, "CloudTrail record
 * contents"), and the record then names no part.
 */
const orCut = (names: readonly Condition[]): readonly Condition[] => [...names, { exists: false }];

/** The versions that Lambda puts behind the names of its calls are left open. */
const begin = (...names: readonly string[]): readonly Condition[] => names.map((prefix) => ({ prefix }));

/**
 * The calls by which somebody changes, disables or deletes a part of the guard.
 *
 * Names of calls and of their parameters are those of CloudTrail's records, which differ from the API's here and there.
 * No ARN holds an account, which only a deployment knows.
 */
export function watchedCallsOf(watched: Watched): Readonly<Record<TamperingGroup, readonly WatchedCalls[]>> {
  const { prefix, topicArn } = watched;
  const name = [{ prefix: `${prefix}-` }];
  const arn = [{ wildcard: `*:${prefix}-*` }];
  const topic = [...arn, ...(topicArn === undefined ? [] : [{ prefix: topicArn }])];
  return {
    triggers: triggers(prefix, name),
    functions: functions(prefix, [...name, ...arn]),
    queues: queues(prefix, arn),
    records: records(prefix, name),
    alerts: alerts(name, topic),
    policies: policies(watched, topic),
  };
}

function triggers(prefix: string, name: readonly Condition[]): readonly WatchedCalls[] {
  const trail = [prefix, { suffix: `:trail/${prefix}` }];
  return [
    calls('events', ['DisableRule', 'DeleteRule', 'PutRule'], 'name', name),
    calls('events', ['RemoveTargets', 'PutTargets'], 'rule', orCut(name)),
    // Patterns and targets of all rules are encrypted with the key of their bus.
    calls('events', ['UpdateEventBus'], 'name', ['default', { exists: false }]),
    calls('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail'], 'name', trail),
    calls('cloudtrail', ['PutEventSelectors'], 'trailName', orCut(trail)),
    calls('scheduler', ['UpdateSchedule', 'DeleteSchedule'], 'name', orCut(name)),
  ];
}

function functions(prefix: string, nameOrArn: readonly Condition[]): readonly WatchedCalls[] {
  return [
    calls(
      'lambda',
      begin(
        ...['DeleteFunction', 'UpdateFunction', 'PutFunction', 'PutRuntime', 'AddPermission', 'CreateFunctionUrl'],
        // Another source of messages.
        'CreateEventSource',
      ),
      'functionName',
      nameOrArn,
    ),
    calls(
      'iam',
      [
        ...['PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'DeleteRole'],
        ...['UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
      ],
      'roleName',
      // A record says the name as the caller wrote it, and IAM takes it in any case, here and in ARNs of policies.
      orCut([{ prefix: { 'equals-ignore-case': `${prefix}-` } }]),
    ),
    ...logGroups([`/aws/lambda/${prefix}-`, `/${prefix}/`]),
  ];
}

/** A log group is named in three places, by some calls in one of two, and by name or ARN. */
function logGroups(beginnings: readonly string[]): readonly WatchedCalls[] {
  const names = beginnings.map((beginning) => ({ wildcard: `*${beginning}*` }));
  const encrypting = ['AssociateKmsKey', 'DisassociateKmsKey'];
  return [
    calls('logs', ['DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', ...encrypting], 'logGroupName', names),
    calls('logs', encrypting, 'resourceIdentifier', names),
    calls('logs', ['PutDataProtectionPolicy', 'PutTransformer'], 'logGroupIdentifier', names),
  ];
}

function queues(prefix: string, arn: readonly Condition[]): readonly WatchedCalls[] {
  return [
    calls('sqs', ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'], 'queueUrl', [
      // SQS takes a name alone for the URL.
      ...[{ prefix: `${prefix}-` }, { wildcard: `*/${prefix}-*` }],
    ]),
    // It empties a queue into another one, once somebody's own queue names the first for its dead letters.
    calls('sqs', ['StartMessageMoveTask'], 'sourceArn', arn),
    {
      // By the queue and not by the function: a mapping may be given another one, and another one made.
      ...calls('lambda', begin('CreateEventSource', 'UpdateEventSource', 'DeleteEventSource'), 'eventSourceArn', arn),
      at: [IN_ANSWER, 'eventSourceArn'],
    },
    calls('states', ['UpdateStateMachine', 'DeleteStateMachine'], 'stateMachineArn', orCut(arn)),
    calls('states', ['StopExecution'], 'executionArn', arn),
    calls('states', ['UpdateMapRun'], 'mapRunArn', arn),
  ];
}

function records(prefix: string, name: readonly Condition[]): readonly WatchedCalls[] {
  const table = { wildcard: `*:table/${prefix}-*` };
  return [
    calls('dynamodb', ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'UpdateContinuousBackups'], 'tableName', [
      ...name,
      table,
    ]),
    calls('dynamodb', ['PutResourcePolicy'], 'resourceArn', [table]),
    calls(
      's3',
      begin(
        ...['DeleteBucket', 'PutBucketLifecycle', 'PutBucketPolicy', 'PutBucketVersioning', 'PutBucketEncryption'],
        ...['PutBucketPublic', 'PutBucketOwnership'],
      ),
      'bucketName',
      orCut(name),
    ),
    calls('ssm', ['PutParameter', 'DeleteParameter'], 'name', [{ prefix: `/${prefix}/` }]),
    { ...calls('ssm', ['DeleteParameters'], 'names', [{ prefix: `/${prefix}/` }]), isList: true },
    // A rule sees nothing of its own end: that of the triggers is watched from here, and this one from there.
    calls('events', ['DisableRule', 'DeleteRule', 'PutRule'], 'name', [`${prefix}-${tamperingRule('triggers')}`]),
    calls('events', ['RemoveTargets', 'PutTargets'], 'rule', [`${prefix}-${tamperingRule('triggers')}`]),
  ];
}

function alerts(name: readonly Condition[], topic: readonly Condition[]): readonly WatchedCalls[] {
  return [
    { ...calls('monitoring', ['DeleteAlarms', 'DisableAlarmActions'], 'alarmNames', orCut(name)), isList: true },
    calls('monitoring', ['PutMetricAlarm'], 'alarmName', orCut(name)),
    {
      ...calls('monitoring', ['PutAlarmMuteRule'], 'muteTargets', [...name, { exists: false }]),
      // One that names no alarms mutes all.
      ...{ at: [IN_PARAMETERS, 'muteTargets', 'alarmNames'], isList: true },
    },
    calls('sns', ['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'], 'topicArn', topic),
    // A filter policy alone may have 256 KB.
    calls('sns', ['Unsubscribe', 'SetSubscriptionAttributes'], 'subscriptionArn', orCut(topic)),
    calls(
      'access-analyzer',
      ['DeleteAnalyzer', 'UpdateAnalyzer', 'CreateArchiveRule', 'UpdateArchiveRule'],
      'analyzerName',
      orCut(name),
    ),
  ];
}

function policies({ policies: names, keyArns }: Watched, topic: readonly Condition[]): readonly WatchedCalls[] {
  // A record has the key as the caller named it: by ARN or by id.
  const keys = [...new Set(keyArns)].map((keyArn) => ({ suffix: keyArn.slice(keyArn.lastIndexOf('/') + 1) }));
  return [
    calls(
      'iam',
      ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'],
      'policyArn',
      orCut(names.map((policy) => ({ suffix: { 'equals-ignore-case': `/${policy}` } }))),
    ),
    ...(keys.length === 0
      ? []
      : [
          calls(
            'kms',
            ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DeleteImportedKeyMaterial'],
            'keyId',
            keys,
          ),
        ]),
    // It may have a topic refuse messages by what they say.
    calls('sns', ['PutDataProtectionPolicy'], 'resourceArn', topic),
  ];
}

function calls(
  service: string,
  names: readonly Condition[],
  parameter: string,
  parts: readonly Condition[],
): WatchedCalls {
  return { service, calls: names, at: [IN_PARAMETERS, parameter], names: parts };
}
