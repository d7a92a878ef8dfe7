import { METRIC_DIMENSION, METRICS } from '../contract';

/** Where metrics go. */
export interface MetricPlace {
  /** Namespace in CloudWatch: the prefix of the deployment. */
  readonly namespace: string;
  readonly guardrail: string;
}

/** Values by the metric they are of; a metric that has none today is left out. */
export type MetricValues = Partial<Record<keyof typeof METRICS, number | undefined>>;

/**
 * Words metrics as a line of the log that CloudWatch takes them from: no call is made, and no right is needed.
 *
 * Form: CloudWatch User Guide, embedded metric format specification.
 */
export function metricsLine(values: MetricValues, { namespace, guardrail }: MetricPlace, now: Date): object {
  const named = Object.entries(METRICS).flatMap(([metric, name]) => {
    const value = Object.entries(values).find(([key]) => key === metric)?.[1];
    return value === undefined ? [] : [[name, value] as const];
  });
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
