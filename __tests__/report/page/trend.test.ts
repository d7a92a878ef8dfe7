import type { Measure, PastRun } from '../../../src/report/page/report';
import { trendOf } from '../../../src/report/page/trend';

const MEASURES: readonly Measure[] = [
  { key: 'principals', label: 'Principals', kind: 'number', value: 30 },
  { key: 'coverage', label: 'Mean coverage', kind: 'percent', value: 50 },
];

const aRun = (day: string, numbers: PastRun['numbers'], purpose: PastRun['purpose'] = 'audit'): PastRun => ({
  ...{ runId: `run-${day}`, startedAt: `2026-05-${day}T03:00:00.000Z`, purpose, numbers },
});

const trend = (...runs: readonly PastRun[]) => trendOf({ title: 'Permissions boundaries', measures: MEASURES, runs });
const lines = (html: string) => [...html.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) => points);
const cells = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    row
      .replace(/<[^>]+>/g, '|')
      .split('|')
      .filter(Boolean),
  );

describe('the trend over runs', () => {
  it('is none of fewer than two runs', () => {
    expect([trend(), trend(aRun('01', { principals: 1 }))]).toEqual(['', '']);
  });

  it('is a line for each measure: from the first run to the last by time, from nought to the largest', () => {
    const html = trend(
      aRun('01', { principals: 10, coverage: 0 }),
      aRun('02', { principals: 40, coverage: 50 }),
      aRun('05', { principals: 20, coverage: 100 }),
    );
    expect(lines(html)).toEqual(['0,14.5 25,1 100,10', '0,19 25,10 100,1']);
  });

  it('says each number of each run in a table, the latest run first', () => {
    const html = trend(aRun('01', { principals: 10, coverage: 41 }), aRun('02', { principals: 12 }, 'change'));
    expect(cells(html)).toEqual([
      ['Run', 'Principals', 'Mean coverage'],
      ['2026-05-02 ', 'change', '12', '–'],
      ['2026-05-01 ', 'audit', '10', '41 %'],
    ]);
  });

  it('leaves out a measure that no run knows', () => {
    const html = trend(aRun('01', { principals: 10 }), aRun('02', { principals: 12 }));
    expect(html).not.toContain('Mean coverage');
    expect(lines(html)).toHaveLength(1);
  });

  it('goes on by runs where all of them began at the same time', () => {
    expect(lines(trend(aRun('01', { principals: 0 }), aRun('01', { principals: 1 })))).toEqual(['0,19 100,1']);
  });

  it('takes markup for text', () => {
    const measures = [{ key: 'principals', label: '<img>', kind: 'number', value: 1 }] as const;
    const runs = [aRun('01', { principals: 1 }), aRun('<i>', { principals: 1 })];
    expect(trendOf({ title: '"><script>', measures, runs })).not.toMatch(/<(img|script|i)\b/);
  });
});
