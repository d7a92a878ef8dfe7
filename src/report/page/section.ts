import { counted } from '../../domain/notice/lists';
import { chartsOf } from './charts';
import { headsOf } from './choice';
import { PART, SCRIPTED, sectionId, SHOWS_STATE, SHOWS_TRAIT, SORTS_BY, tabId, type Part } from './ids';
import { escaped } from './markup';
import type { LongReport, Tile } from './report';
import { timelineOf } from './timeline';
import { trendOf } from './trend';

/** The section of a report. Its rows are drawn by the script. @param index of the report among those of the page */
export function sectionOf(report: LongReport, index: number): string {
  const { title, about, facts, tiles, notes, charts, columns, principals } = report;
  const of = `of ${escaped(title)}`;
  return `<section id="${sectionId(index)}" aria-labelledby="${tabId(index)}-title">
<h2 id="${tabId(index)}-title">${escaped(title)}</h2>
${about.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}
<dl>
${facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('\n')}
</dl>
<ul class="tiles">
${tiles.map(tileOf).join('\n')}
</ul>
${notesOf(notes)}
${chartsOf(charts)}
${timelineOf(report.timeline)}
${trendOf(report)}
<h3>Principals</h3>
<noscript><p class="warn">The table of ${counted(principals.length, 'principal')} needs JavaScript. summary.csv, beside this file, says the same.</p></noscript>
<div class="controls" role="group" aria-label="Filters ${of}" ${SCRIPTED} hidden>
<label>Kind <select ${part('kind')}><option value="">all</option><option>user</option><option>role</option><option>group</option></select></label>
<label>Outcome <select ${part('state')}><option value="">all</option></select></label>
<label class="check"><input type="checkbox" ${part('to-look-at')}> To look at</label>
<label class="check"><input type="checkbox" ${part('administers-iam')}> Administers IAM</label>
<label class="check"><input type="checkbox" ${part('unused')}> Unused</label>
<label class="check"><input type="checkbox" ${part('own')}> Show this project's own</label>
</div>
<p ${part('count')} role="status"></p>
<div class="wide" role="region" aria-label="Principals ${of}" tabindex="0">
<table>
<thead><tr>${headsOf(columns).map(headOf).join('')}</tr></thead>
<tbody ${part('rows')}></tbody>
</table>
</div>
<nav class="pages" aria-label="Pages ${of}" ${SCRIPTED} hidden>
<button type="button" ${part('previous')}>Previous</button>
<span ${part('page')}></span>
<button type="button" ${part('next')}>Next</button>
</nav>
</section>`;
}

const part = (name: Part) => `${PART}="${name}"`;

function tileOf({ label, value, about, shows }: Tile): string {
  return `<li${value === 0 ? '' : leadingTo(shows)}>${escaped(label)} <strong>${value}</strong> <small>${escaped(about)}</small></li>`;
}

/** The script makes a button of a tile that says whom it counts. */
function leadingTo(shows: Tile['shows']): string {
  if (shows === undefined) return '';
  return 'state' in shows ? ` ${SHOWS_STATE}="${escaped(shows.state)}"` : ` ${SHOWS_TRAIT}="${shows.trait}"`;
}

function notesOf(notes: readonly string[]): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => `<li>${escaped(note)}</li>`);
  return `<h3>Worth knowing</h3>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function headOf({ key, label, kind }: ReturnType<typeof headsOf>[number]): string {
  const className = kind === 'number' || kind === 'percent' ? ' class="number"' : '';
  return `<th scope="col"${className}><button type="button" ${SORTS_BY}="${key}">${escaped(label)}</button></th>`;
}
