import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

export interface AlarmProps {
  readonly prefix: string;

  /** What is watched, and what can be wrong with it: name the alarm and its article of the runbook. */
  readonly subject: string;
  readonly kind: string;

  /**
   * What stands for the subject in the name of the article.
   *
   * @default - the subject
   */
  readonly articleOf?: string;

  /** What happened, in a sentence or two. */
  readonly says: string;

  /** Where the runbook is. */
  readonly runbook: string;

  /**
   * Topics told when the alarm begins. Nobody is told when it ends: every alarm begins in INSUFFICIENT_DATA, and its first
   * change to OK would send a mail per alarm at a first deployment (CloudWatch user guide, alarm states).
   */
  readonly topicArns: readonly string[];

  readonly namespace: string;

  /** One metric, or several whose sum counts. */
  readonly metricName: string | readonly string[];

  /** Of the metric, or several in which it counts together. */
  readonly dimensions: Dimensions | readonly Dimensions[];
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum';

  /**
   * Above this the alarm begins.
   *
   * @default - it begins below 1
   */
  readonly above?: number;

  /**
   * Seconds of a period.
   *
   * @default 300
   */
  readonly seconds?: number;

  /**
   * Periods in a row that must be wrong.
   *
   * @default 1
   */
  readonly periods?: number;

  /**
   * Whether no data is wrong too.
   *
   * @default - only for an alarm about too little
   */
  readonly silenceIsWrong?: boolean;
}

type Dimensions = Readonly<Record<string, string>>;

const FIVE_MINUTES = 300;

/** An alarm that says what happened and where to read what to do. */
export class Alarm extends CloudwatchMetricAlarm {
  public constructor(scope: Construct, id: string, props: AlarmProps) {
    const { prefix, subject, kind, topicArns, above, silenceIsWrong = above === undefined } = props;
    super(scope, id, {
      alarmName: `${prefix}-${subject}-${kind}`,
      alarmDescription: `${props.says} What to do: ${props.runbook}#${props.articleOf ?? subject}-${kind}`,
      ...watched(props),
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: above === undefined ? 'LessThanThreshold' : 'GreaterThanThreshold',
      threshold: above ?? 1,
      treatMissingData: silenceIsWrong ? 'breaching' : 'notBreaching',
      ...(topicArns.length > 0 && { alarmActions: [...topicArns] }),
    });
  }
}

function watched({ namespace, metricName, dimensions, statistic, seconds = FIVE_MINUTES }: AlarmProps) {
  const [names, places] = [[metricName].flat(), [dimensions].flat()];
  const metrics = names.flatMap((name) =>
    places.map((place) => ({ metricName: name, namespace, dimensions: { ...place }, period: seconds })),
  );
  const [only] = metrics;
  if (metrics.length === 1 && only !== undefined) return { ...only, statistic };
  return {
    metricQuery: [
      { id: 'sum', expression: 'SUM(METRICS())', label: names.join(' + '), returnData: true },
      ...metrics.map((metric, index) => ({
        id: `m${index + 1}`,
        metric: { ...metric, stat: statistic },
        returnData: false,
      })),
    ],
  };
}
