import { escaped } from './markup';
import type { Chart } from './report';

/** Charts as lists: each bar is drawn between its label and its number, so that they are read aloud and fit a phone. */
export function chartsOf(charts: readonly Chart[]): string {
  const drawn = charts.filter(({ bars }) => bars.some(({ value }) => value > 0));
  return drawn.length === 0 ? '' : `<div class="charts">\n${drawn.map(chartOf).join('\n')}\n</div>`;
}

function chartOf({ title, unit, bars }: Chart): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const items = bars.map(({ label, value }) => barOf(label, value, most));
  return `<figure><figcaption>${escaped(title)} <small>${escaped(unit)}</small></figcaption>
<ul>${items.join('')}</ul></figure>`;
}

/** A number above none is never drawn as none. */
function barOf(label: string, value: number, most: number): string {
  const width = value === 0 ? 0 : Math.max(1, Math.round((value / most) * 100));
  const bar = `<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="1"/></svg>`;
  return `<li><span>${escaped(label)}</span>${bar}<b>${value}</b></li>`;
}
