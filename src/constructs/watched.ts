import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

export interface WatchedProps {
  readonly functionName: string;

  /** What is watched, in a word: names the alarms and the articles of the runbook. */
  readonly subject: string;

  /** Prefix of the alarms' names. */
  readonly prefix: string;

  /** Where the runbook is; each alarm names its article there. */
  readonly runbook: string;

  /** Topics told when an alarm begins and when it ends. */
  readonly topicArns: readonly string[];

  /**
   * Queue that must stay empty.
   *
   * @default - the function has no queue of dead letters
   */
  readonly deadLettersName?: string;

  /**
   * Invocations in five minutes beyond which the function runs away.
   *
   * @default - no limit is watched
   */
  readonly runawayInvocations?: number;

  /**
   * Minutes without an invocation after which the function does not run any more.
   *
   * @default - it may be silent for as long as nothing happens
   */
  readonly silentMinutes?: number;
}

interface Alarm {
  readonly says: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: string;
  /** @default - the alarm is about too little */
  readonly above?: number;
  /** @default 300 */
  readonly seconds?: number;
}

const FIVE_MINUTES = 300;

/** Alarms of one function, each of which says what happened and where to read what to do. */
export class Watched extends Construct {
  public constructor(scope: Construct, id: string, props: WatchedProps) {
    super(scope, id);
    for (const [kind, alarm] of Object.entries(alarmsOf(props))) {
      const { prefix, subject, runbook, topicArns } = props;
      new CloudwatchMetricAlarm(this, kind, {
        alarmName: `${prefix}-${subject}-${kind}`,
        alarmDescription: `${alarm.says} What to do: ${runbook}#${subject}-${kind}`,
        namespace: alarm.namespace,
        metricName: alarm.metricName,
        dimensions: alarm.dimensions,
        statistic: alarm.statistic,
        period: alarm.seconds ?? FIVE_MINUTES,
        evaluationPeriods: 1,
        comparisonOperator: alarm.above === undefined ? 'LessThanThreshold' : 'GreaterThanThreshold',
        threshold: alarm.above ?? 1,
        // No data is what an alarm about silence is for; to the others it is quiet, not broken.
        treatMissingData: alarm.above === undefined ? 'breaching' : 'notBreaching',
        ...(topicArns.length > 0 && { alarmActions: [...topicArns], okActions: [...topicArns] }),
      });
    }
  }
}

function alarmsOf({
  functionName,
  subject,
  deadLettersName,
  runawayInvocations,
  silentMinutes,
}: WatchedProps): Record<string, Alarm> {
  const ofFunction = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName }, statistic: 'Sum' };
  return {
    failing: {
      ...ofFunction,
      says: `The function ${functionName} failed at least once in five minutes.`,
      metricName: 'Errors',
      above: 0,
    },
    ...(deadLettersName !== undefined && {
      'dead-letters': {
        says: `An event could not be worked on and waits in ${deadLettersName}; the ${subject} has not judged it.`,
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: deadLettersName },
        statistic: 'Maximum',
        above: 0,
      },
    }),
    ...(silentMinutes !== undefined && {
      'not-running': {
        ...ofFunction,
        says: `The function ${functionName} did not run for ${silentMinutes} minutes.`,
        metricName: 'Invocations',
        seconds: silentMinutes * 60,
      },
    }),
    ...(runawayInvocations !== undefined && {
      runaway: {
        ...ofFunction,
        says: `The function ${functionName} ran more than ${runawayInvocations} times in five minutes.`,
        metricName: 'Invocations',
        above: runawayInvocations,
      },
    }),
  };
}
