import type { Chart, ChartedMetric } from '../../constructs/dashboard';
import type { Names } from '../../foundation/names';
import { DAYS_SINCE_SUCCESS, functionOf, type Job, METRIC_DIMENSION, metricNameOf } from '../contract';

/** A chart of what runs come to, a point for each day. */
export interface RunChart {
  readonly title: string;

  /** Metrics of a run, in its own words such as `averageCoverage`. */
  readonly of: readonly string[];
}

export interface ChartedAudit {
  readonly guardrail: string;
  readonly prefix: string;
  readonly names: Names;
  readonly stateMachineArn: string;

  /** The functions that are deployed. */
  readonly jobs: readonly Job[];

  /** Days without a success after which an alarm says so. */
  readonly overdueAfterDays: number;

  readonly charts: readonly RunChart[];
}

/** Charts of runs that every guardrail has whose changes are all recorded (ADR 27). */
export const RECORDED_CHARTS: readonly RunChart[] = [
  { title: 'Waves: to change, changed, waiting', of: ['toChange', 'changed', 'waiting'] },
  { title: 'Principals: all, left alone, failed', of: ['principals', 'left', 'failed'] },
];

const A_DAY = 86_400;
const AN_HOUR = 3600;

/** What a dashboard shows of an audit: whether it runs, and what its runs come to. */
export function chartsOf({ guardrail, prefix, names, charts, ...audit }: ChartedAudit): readonly Chart[] {
  const ofRuns = (name: string, label?: string): ChartedMetric => ({
    ...{ namespace: prefix, name, dimensions: { [METRIC_DIMENSION]: guardrail } },
    ...(label !== undefined && { label }),
  });
  return [
    {
      title: 'Days since a run succeeded',
      metrics: [ofRuns(DAYS_SINCE_SUCCESS)],
      // A success later on the same day says 0.
      ...{ statistic: 'Minimum', seconds: A_DAY },
      line: { label: 'an alarm begins', value: audit.overdueAfterDays },
    },
    // Several runs of a day are not added up: a principal that waits in each of them is one.
    ...charts.map(({ title, of }) => ({
      ...{ title, metrics: of.map((word) => ofRuns(metricNameOf(word), word)) },
      ...{ statistic: 'Maximum' as const, seconds: A_DAY },
    })),
    {
      title: 'Runs',
      metrics: ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'].map((name) => ({
        ...{ namespace: 'AWS/States', name, dimensions: { StateMachineArn: audit.stateMachineArn } },
      })),
      ...{ statistic: 'Sum', seconds: A_DAY },
    },
    {
      title: 'Errors of its functions',
      metrics: audit.jobs.map((job) => ({
        ...{ namespace: 'AWS/Lambda', name: 'Errors', label: job },
        dimensions: { FunctionName: names.functionName(functionOf(guardrail, job)) },
      })),
      ...{ statistic: 'Sum', seconds: AN_HOUR },
    },
  ];
}
