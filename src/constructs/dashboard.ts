import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { Construct } from 'constructs';

export interface ChartedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;

  /** @default - as CloudWatch calls it */
  readonly label?: string;
}

export interface MetricChart {
  readonly title: string;
  readonly metrics: readonly ChartedMetric[];
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum' | 'Average';
  readonly seconds: number;

  /**
   * A line across the chart.
   *
   * @default - none
   */
  readonly line?: { readonly label: string; readonly value: number };
}

/** Lines of a log group, counted whenever somebody looks: CloudWatch charges for what that scans. */
export interface LogChart {
  readonly title: string;
  readonly logGroup: string;

  /** Of CloudWatch Logs Insights, without its source. */
  readonly query: string;
}

export type Chart = MetricChart | LogChart;

export interface Section {
  readonly title: string;
  readonly charts: readonly Chart[];
}

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly sections: readonly Section[];
}

/** Width of a dashboard, in its own units (CloudWatch API reference, "Dashboard body structure and syntax"). */
const COLUMNS = 24;
const CHART = { width: 6, height: 6 } as const;
const HEADING = { width: COLUMNS, height: 1 } as const;
const IN_A_ROW = COLUMNS / CHART.width;

/** A dashboard of sections, each with its charts below its title. */
export class Dashboard extends CloudwatchDashboard {
  public constructor(scope: Construct, id: string, { name, region, sections }: DashboardProps) {
    super(scope, id, { dashboardName: name, dashboardBody: JSON.stringify({ widgets: widgetsOf(sections, region) }) });
  }
}

function widgetsOf(sections: readonly Section[], region: string): readonly object[] {
  let top = 0;
  return sections.flatMap(({ title, charts }) => {
    const heading = { type: 'text', x: 0, y: top, ...HEADING, properties: { markdown: `# ${title}` } };
    const below = top + HEADING.height;
    top = below + Math.ceil(charts.length / IN_A_ROW) * CHART.height;
    return [heading, ...charts.map((chart, index) => ({ ...placed(index, below), ...widgetOf(chart, region) }))];
  });
}

const placed = (index: number, top: number) => ({
  x: (index % IN_A_ROW) * CHART.width,
  y: top + Math.floor(index / IN_A_ROW) * CHART.height,
  ...CHART,
});

function widgetOf(chart: Chart, region: string): object {
  const { title } = chart;
  if ('query' in chart) {
    const query = `SOURCE '${chart.logGroup}' | ${chart.query}`;
    return { type: 'log', properties: { title, region, view: 'bar', query } };
  }
  const { metrics, statistic, seconds, line } = chart;
  return {
    type: 'metric',
    properties: {
      ...{ title, region, view: 'timeSeries', stacked: false, stat: statistic, period: seconds },
      metrics: metrics.map(metricOf),
      yAxis: { left: { min: 0 } },
      ...(line !== undefined && { annotations: { horizontal: [line] } }),
    },
  };
}

const metricOf = ({ namespace, name, dimensions, label }: ChartedMetric) => [
  ...[namespace, name, ...Object.entries(dimensions).flat()],
  ...(label === undefined ? [] : [{ label }]),
];
