import type { Span } from '../../../src/report/page/report';
import { timelineOf } from '../../../src/report/page/timeline';

const day = (date: number, hour = 0) => new Date(Date.UTC(2026, 4, date, hour)).toISOString();
const timeline = (...spans: readonly Span[]) => timelineOf({ title: 'Incidents', asOf: day(11), spans });
const bars = (html: string) =>
  [...html.matchAll(/<rect( class="open")? x="([^"]*)" width="([^"]*)"/g)].map(([, open, x, width]) => [
    open === undefined ? 'over' : 'open',
    Number(x),
    Number(width),
  ]);
const words = (html: string) =>
  [...html.matchAll(/<li><span>(.*?)<\/span>.*?<b>(.*?)<\/b>/g)].map(([, label, days]) => [label, days]);

describe('a timeline', () => {
  it('is none where there is nothing to draw', () => {
    expect([timelineOf(undefined), timeline()]).toEqual(['', '']);
  });

  it('draws each from its beginning to its end, or on to the end of all, the latest first', () => {
    const html = timeline({ label: 'ada', from: day(1), to: day(3) }, { label: 'bob', from: day(6) });
    expect(bars(html)).toEqual([
      ['open', 50, 50],
      ['over', 0, 20],
    ]);
    expect(words(html)).toEqual([
      ['bob', 'since 2026-05-06 00:00'],
      ['ada', '2026-05-01 00:00 to 2026-05-03 00:00'],
    ]);
    expect(html).toContain('<small>2026-05-01 00:00 to 2026-05-11 00:00, UTC</small>');
  });

  it('names a day once of what began and ended on it', () => {
    expect(words(timeline({ label: 'ada', from: day(1, 3), to: day(1, 14) }))).toEqual([
      ['ada', '2026-05-01 03:00 to 14:00'],
    ]);
  });

  it('lets even the shortest be seen, at the end as well', () => {
    const html = timeline({ label: 'ada', from: day(1), to: day(1, 1) }, { label: 'bob', from: day(11), to: day(11) });
    expect(bars(html)).toEqual([
      ['over', 99, 1],
      ['over', 0, 1],
    ]);
  });

  it('draws one that began after the end of all', () => {
    expect(bars(timeline({ label: 'ada', from: day(12) }))).toEqual([['open', 0, 100]]);
  });

  it('draws the latest twenty, and says of how many', () => {
    const html = timeline(...Array.from({ length: 21 }, (_, hour) => ({ label: `u${hour}`, from: day(1, hour) })));
    expect(words(html)).toHaveLength(20);
    expect(html).toContain('the latest 20 of 21');
    expect(words(html)[0]).toEqual(['u20', 'since 2026-05-01 20:00']);
  });
});
