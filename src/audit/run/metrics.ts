import { METRIC_DIMENSION, metricNameOf } from '../contract';

/** Where metrics go. */
export interface MetricPlace {
  /** Namespace in CloudWatch: the prefix of the deployment. */
  readonly namespace: string;
  readonly guardrail: string;
}

/** Values by the metric they are of, in words such as `daysSinceSuccess`; a metric that has none today is left out. */
export type MetricValues = Readonly<Record<string, number | undefined>>;

/**
 * Words metrics as a line of the log that CloudWatch takes them from: no call is made, and no right is needed.
 * `waiting` is the metric `Waiting`, in the order that they come.
 *
 * Form: CloudWatch User Guide, embedded metric format specification.
 */
export function metricsLine(values: MetricValues, { namespace, guardrail }: MetricPlace, now: Date): object {
  const named = Object.entries(values).flatMap(([metric, value]) =>
    value === undefined ? [] : [[metricNameOf(metric), value] as const],
  );
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [[METRIC_DIMENSION]], Metrics: named.map(([Name]) => ({ Name })) },
      ],
    },
    [METRIC_DIMENSION]: guardrail,
    ...Object.fromEntries(named),
  };
}
