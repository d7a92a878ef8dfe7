import { escaped } from './markup';
import type { Measure, PastRun, Report } from './report';
import { dayOf } from './times';

/** How the measures of a guardrail went from run to run; nothing where there are fewer than two runs to compare. */
export function trendOf({ title, measures = [], runs = [] }: Pick<Report, 'title' | 'measures' | 'runs'>): string {
  if (runs.length < 2) return '';
  const known = measures.filter(({ key }) => runs.some(({ numbers }) => numbers[key] !== undefined));
  const [first, last] = [runs[0], runs.at(-1)].map((one) => dayOf(one?.startedAt ?? ''));
  return `<h3>Past runs</h3>
<p class="soft">${runs.length} runs from ${escaped(first ?? '')} to ${escaped(last ?? '')}; each line begins at nought.</p>
<div class="charts trend">
${known.map((measure) => lineOf(measure, runs)).join('\n')}
</div>
<details><summary>Past runs in numbers</summary>
<div class="wide" role="region" aria-label="Past runs of ${escaped(title)}" tabindex="0">
<table>
<thead><tr><th scope="col">Run</th>${known.map(({ label }) => `<th scope="col" class="number">${escaped(label)}</th>`).join('')}</tr></thead>
<tbody>
${runs
  .toReversed()
  .map((run) => rowOf(run, known))
  .join('\n')}
</tbody>
</table>
</div>
</details>`;
}

/** The numbers stand in the table; the line is for the eye. */
function lineOf({ key, label, kind }: Measure, runs: readonly PastRun[]): string {
  const points = runs.flatMap(({ startedAt, numbers }) => {
    const value = numbers[key];
    return value === undefined ? [] : [{ at: Date.parse(startedAt), value }];
  });
  const [first, last] = [points[0]?.value ?? 0, points.at(-1)?.value ?? 0];
  return `<figure><figcaption>${escaped(label)}</figcaption>
<svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"><polyline points="${placesOf(points, kind)}"/></svg>
<p><b>${inWords(last, kind)}</b> <small class="soft">${first === last ? 'as at first' : `at first ${inWords(first, kind)}`}</small></p></figure>`;
}

/** Left to right by time, bottom to top from nought to the largest. */
function placesOf(points: readonly { readonly at: number; readonly value: number }[], kind: Measure['kind']): string {
  const [begin, end] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const most = kind === 'percent' ? 100 : Math.max(1, ...points.map(({ value }) => value));
  return points
    .map(({ at, value }, index) => {
      const part = end > begin ? (at - begin) / (end - begin) : index / Math.max(1, points.length - 1);
      return `${rounded(part * 100)},${rounded(19 - (value / most) * 18)}`;
    })
    .join(' ');
}

function rowOf({ startedAt, purpose, numbers }: PastRun, known: readonly Measure[]): string {
  const cells = known.map(({ key, kind }) => {
    const value = numbers[key];
    return `<td class="number">${value === undefined ? '–' : inWords(value, kind)}</td>`;
  });
  return `<tr><th scope="row">${escaped(dayOf(startedAt))} <span class="soft">${purpose}</span></th>${cells.join('')}</tr>`;
}

const inWords = (value: number, kind: Measure['kind']) => (kind === 'percent' ? `${value} %` : String(value));
const rounded = (value: number) => Math.round(value * 10) / 10;
