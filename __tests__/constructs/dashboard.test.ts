import { Dashboard, type MetricChart, type Section } from '../../src/constructs/dashboard';
import { onlyOne, templateWith } from '../support/template';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const chart = (title: string): MetricChart => ({
  title,
  metrics: [{ namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'f' }, label: 'of f' }],
  ...{ statistic: 'Sum', seconds: 300 },
});
const bodyOf = (...sections: readonly Section[]) => {
  const template = templateWith((stack) => {
    new Dashboard(stack, 'dashboard', { name: 'p1', region: 'us-east-1', sections });
  });
  return String(onlyOne(template, 'aws_cloudwatch_dashboard')['dashboard_body']);
};
const widgetsOf = (...sections: readonly Section[]) =>
  (JSON.parse(bodyOf(...sections)) as { readonly widgets: readonly Widget[] }).widgets;

describe('a dashboard', () => {
  const charts = ['a', 'b', 'c', 'd', 'e'].map(chart);

  it('has the charts of each section below its title, four in a row', () => {
    const widgets = widgetsOf({ title: 'one', charts }, { title: 'two', charts: [chart('f')] });
    const named = widgets.map(({ x, y, properties: { markdown, title } }) => [markdown ?? title, x, y]);
    expect(named).toEqual([
      ...[
        ['# one', 0, 0],
        ['a', 0, 1],
        ['b', 6, 1],
        ['c', 12, 1],
        ['d', 18, 1],
        ['e', 0, 7],
      ],
      ...[
        ['# two', 0, 13],
        ['f', 0, 14],
      ],
    ]);
  });

  it('lets no widget lie on another, or beyond its width', () => {
    const widgets = widgetsOf({ title: 'one', charts }, { title: 'two', charts });
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
  });

  it('names a metric by its dimensions, with a line where there is a limit', () => {
    const line = { label: 'too late', value: 8 };
    const [, widget] = widgetsOf({ title: 'one', charts: [{ ...chart('a'), line }] });
    expect(widget).toMatchObject({
      type: 'metric',
      properties: {
        metrics: [['AWS/Lambda', 'Errors', 'FunctionName', 'f', { label: 'of f' }]],
        ...{ stat: 'Sum', period: 300, region: 'us-east-1', annotations: { horizontal: [line] } },
      },
    });
  });

  it('counts lines of a log group when somebody looks', () => {
    const [, widget] = widgetsOf({
      title: 'one',
      charts: [{ title: 'a', logGroup: '/aws/lambda/f', query: 'stats count(*) by bin(1d)' }],
    });
    expect(widget).toMatchObject({
      type: 'log',
      properties: { query: "SOURCE '/aws/lambda/f' | stats count(*) by bin(1d)", region: 'us-east-1' },
    });
  });

  it('is the same text every time, so that no plan shows a change', () => {
    expect(bodyOf({ title: 'one', charts })).toBe(bodyOf({ title: 'one', charts }));
  });
});
