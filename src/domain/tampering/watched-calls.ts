/** A condition on a text (EventBridge user guide, "Comparison operators"). */
export type Condition =
  | string
  | { readonly prefix: string | { readonly 'equals-ignore-case': string } }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly exists: boolean };

/** Calls of one service whose records name a part of the guard in the same place. */
export interface WatchedCalls {
  /** Its name in records of CloudTrail, before `.amazonaws.com`. */
  readonly service: string;
  readonly calls: readonly Condition[];
  /** Where a record names the part, below `detail`. */
  readonly at: readonly ['requestParameters' | 'responseElements', ...string[]];
  /** Whether a list stands there. */
  readonly isList?: true;
  /** Names of parts. */
  readonly names: readonly Condition[];
}

/** What of the guard the calls are about. A pattern of EventBridge holds no more than one of them. */
export const TAMPERING_GROUPS = ['triggers', 'functions', 'records', 'alerts'] as const;
export type TamperingGroup = (typeof TAMPERING_GROUPS)[number];

/** The parts of a deployment, by what tells them from anything else. */
export interface Watched {
  /** Beginning of every name. */
  readonly prefix: string;
  /** ARN of a topic that is not named like the others. */
  readonly topicArn?: string | undefined;
}

/** Name of the rule of a group, without what every name begins with. */
export const tamperingRule = (group: TamperingGroup): string => `tampering-${group}`;

const IN_PARAMETERS = 'requestParameters';
const IN_ANSWER = 'responseElements';

/** The versions that Lambda puts behind the names of its calls are left open. */
const begin = (...names: readonly string[]): readonly Condition[] => names.map((prefix) => ({ prefix }));

/**
 * The calls by which somebody changes, disables or deletes a part of the guard.
 *
 * Names of calls and of their parameters are those of CloudTrail's records, which differ from the API's here and there.
 * No ARN holds an account, which only a deployment knows.
 */
export function watchedCallsOf({
  prefix,
  topicArn,
}: Watched): Readonly<Record<TamperingGroup, readonly WatchedCalls[]>> {
  const name = [{ prefix: `${prefix}-` }];
  const arn = [{ wildcard: `*:${prefix}-*` }];
  const nameOrArn = [...name, ...arn];
  const trail = [prefix, { suffix: `:trail/${prefix}` }];
  const topic = [...arn, ...(topicArn === undefined ? [] : [{ prefix: topicArn }])];
  return {
    triggers: [
      calls('events', ['DisableRule', 'DeleteRule', 'PutRule'], 'name', name),
      calls('events', ['RemoveTargets', 'PutTargets'], 'rule', name),
      calls('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail'], 'name', trail),
      calls('cloudtrail', ['PutEventSelectors'], 'trailName', trail),
      calls('scheduler', ['UpdateSchedule', 'DeleteSchedule'], 'name', name),
      calls('states', ['UpdateStateMachine', 'DeleteStateMachine'], 'stateMachineArn', arn),
    ],
    functions: [
      calls(
        'lambda',
        begin('DeleteFunction', 'UpdateFunction', 'PutFunction', 'AddPermission', 'CreateFunctionUrl'),
        'functionName',
        nameOrArn,
      ),
      {
        ...calls('lambda', begin('UpdateEventSource', 'DeleteEventSource'), 'functionArn', arn),
        at: [IN_ANSWER, 'functionArn'],
      },
      // Another function that takes the events out of the guard's queue.
      calls('lambda', begin('CreateEventSource'), 'eventSourceArn', arn),
      calls(
        'iam',
        [
          ...['PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'DeleteRole'],
          ...['UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
        ],
        'roleName',
        // A record says the name as the caller wrote it, and IAM takes it in any case.
        [{ prefix: { 'equals-ignore-case': `${prefix}-` } }],
      ),
    ],
    records: [
      calls(
        'sqs',
        ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'],
        'queueUrl',
        [{ wildcard: `*/${prefix}-*` }],
      ),
      calls('dynamodb', ['DeleteTable', 'UpdateTable'], 'tableName', [...name, { wildcard: `*:table/${prefix}-*` }]),
      calls('dynamodb', ['PutResourcePolicy'], 'resourceArn', [{ wildcard: `*:table/${prefix}-*` }]),
      calls(
        's3',
        [...begin('DeleteBucket', 'PutBucketLifecycle'), 'PutBucketPolicy', 'PutBucketVersioning'],
        'bucketName',
        name,
      ),
      // It may have a topic refuse messages by what they say. The pattern of the alerts has no room for it.
      calls('sns', ['PutDataProtectionPolicy'], 'resourceArn', topic),
    ],
    alerts: [
      { ...calls('monitoring', ['DeleteAlarms', 'DisableAlarmActions'], 'alarmNames', name), isList: true },
      calls('monitoring', ['PutMetricAlarm'], 'alarmName', name),
      {
        ...calls('monitoring', ['PutAlarmMuteRule'], 'muteTargets', [...name, { exists: false }]),
        // One that names no alarms mutes all.
        ...{ at: [IN_PARAMETERS, 'muteTargets', 'alarmNames'], isList: true },
      },
      calls('sns', ['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'], 'topicArn', topic),
      calls('sns', ['Unsubscribe', 'SetSubscriptionAttributes'], 'subscriptionArn', topic),
      // A rule sees nothing of its own end: that of the triggers is watched from here, and this one from there.
      calls('events', ['DisableRule', 'DeleteRule', 'PutRule'], 'name', [`${prefix}-${tamperingRule('triggers')}`]),
      calls('events', ['RemoveTargets', 'PutTargets'], 'rule', [`${prefix}-${tamperingRule('triggers')}`]),
    ],
  };
}

function calls(
  service: string,
  names: readonly Condition[],
  parameter: string,
  parts: readonly Condition[],
): WatchedCalls {
  return { service, calls: names, at: [IN_PARAMETERS, parameter], names: parts };
}
