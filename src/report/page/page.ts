import { counted } from '../../domain/notice/lists';
import type { Sha256 } from '../../domain/policy/content-name';
import { COLUMNS } from './choice';
import { encoded } from './encoded';
import { IDS, SORTS_BY } from './ids';
import { escaped, jsonInScript } from './markup';
import { plainReport } from './plain-report';
import type { Report, Tile } from './report';
import { SCRIPT } from './script';
import { STYLE } from './style';

/**
 * Renders a report as one HTML file that needs nothing else: no request leaves it, whoever opens it from wherever.
 *
 * Its policy lets no script run but its own, by the hash of its text (CSP 3, `script-src`); whatever the account says is
 * text or data. The same report gives the same bytes.
 */
export function reportPage(report: Report, sha256: Sha256): string {
  const { title, about, facts, tiles, notes, principals } = plainReport(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(sha256))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${about.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}
<dl>
${facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('\n')}
</dl>
<ul class="tiles">
${tiles.map(tileOf).join('\n')}
</ul>
${notesOf(notes)}
<h2>Principals</h2>
<noscript><p class="warn">The table of ${counted(principals.length, 'principal')} needs JavaScript. summary.csv, beside this file, says the same.</p></noscript>
${CONTROLS}
<p id="${IDS.count}" role="status"></p>
<div class="wide" role="region" aria-label="Table of principals" tabindex="0">
<table id="${IDS.table}">
<thead><tr>${COLUMNS.map(headOf).join('')}</tr></thead>
<tbody id="${IDS.rows}"></tbody>
</table>
</div>
${PAGES}
</main>
<script type="application/json" id="${IDS.data}">${jsonInScript(encoded(principals))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** A file cannot say who may frame it: that directive counts in a header alone (CSP 3, 3.3). */
function policyOf(sha256: Sha256): string {
  const hashOf = (text: string) => `'sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    // The icon is empty, so that no browser asks for another.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function tileOf({ label, value, about }: Tile): string {
  return `<li>${escaped(label)} <strong>${value}</strong> <small>${escaped(about)}</small></li>`;
}

function notesOf(notes: readonly string[]): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => `<li>${escaped(note)}</li>`);
  return `<h2>Worth knowing</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function headOf({ key, label, isNumber }: (typeof COLUMNS)[number]): string {
  const className = isNumber ? ' class="number"' : '';
  return `<th scope="col"${className}><button type="button" ${SORTS_BY}="${key}">${label}</button></th>`;
}

/** They do nothing without the script, which shows them. */
const CONTROLS = `<div class="controls" id="${IDS.controls}" role="search" hidden>
<label>Search <input type="search" id="${IDS.search}" placeholder="name, service, reason" autocomplete="off" spellcheck="false"></label>
<label>Kind <select id="${IDS.kind}"><option value="">all</option><option>user</option><option>role</option><option>group</option></select></label>
<label>Outcome <select id="${IDS.state}"><option value="">all</option></select></label>
<label class="check"><input type="checkbox" id="${IDS.toLookAt}"> To look at</label>
</div>`;

const PAGES = `<nav class="pages" aria-label="Pages" hidden>
<button type="button" id="${IDS.previous}">Previous</button>
<span id="${IDS.page}"></span>
<button type="button" id="${IDS.next}">Next</button>
</nav>`;
