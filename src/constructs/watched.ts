import { Construct } from 'constructs';
import { Alarm, type AlarmProps } from './alarm';

export interface WatchedProps {
  readonly functionName: string;

  /** What is watched, in a word: names the alarms and the articles of the runbook. */
  readonly subject: string;

  /**
   * What the function is for, in a sentence: whoever reads an alarm may never have heard of it.
   *
   * @default - the alarms say its name
   */
  readonly does?: string;

  /** Prefix of the alarms' names. */
  readonly prefix: string;

  /** Where the runbook is; each alarm names its article there. */
  readonly runbook: string;

  /** Topics told when an alarm begins. */
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

type Watch = Omit<AlarmProps, 'prefix' | 'subject' | 'kind' | 'runbook' | 'topicArns'>;

/** Alarms of one function, each of which says what happened and where to read what to do. */
export class Watched extends Construct {
  public constructor(scope: Construct, id: string, props: WatchedProps) {
    super(scope, id);
    const { prefix, subject, runbook, topicArns } = props;
    for (const [kind, watch] of Object.entries(alarmsOf(props))) {
      new Alarm(this, kind, { ...watch, prefix, subject, kind, runbook, topicArns });
    }
  }
}

function alarmsOf({
  functionName,
  does,
  deadLettersName,
  runawayInvocations,
  silentMinutes,
}: WatchedProps): Record<string, Watch> {
  const about = does === undefined ? '' : ` ${does}`;
  const ofFunction = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName }, statistic: 'Sum' } as const;
  return {
    failing: {
      ...ofFunction,
      says: `The function ${functionName} failed at least once in five minutes. Its log says why.${about}`,
      metricName: 'Errors',
      above: 0,
    },
    ...(deadLettersName !== undefined && {
      'dead-letters': {
        says: `The function ${functionName} failed every attempt to process an event, and gave up. The event waits in the queue ${deadLettersName}, and nothing has been done about it.${about}`,
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
        says: `The function ${functionName} did not run for ${silentMinutes} minutes, though a schedule starts it. Somebody may have switched it off.${about}`,
        metricName: 'Invocations',
        seconds: silentMinutes * 60,
      },
    }),
    ...(runawayInvocations !== undefined && {
      runaway: {
        ...ofFunction,
        says: `The function ${functionName} ran more than ${runawayInvocations} times in five minutes.${about}`,
        metricName: 'Invocations',
        above: runawayInvocations,
      },
    }),
  };
}
