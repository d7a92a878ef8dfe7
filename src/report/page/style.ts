/** The table of principals: on a phone its rows are cards, one below the other, and its head a list to sort them by. */
const ROWS = 'table:has(> [data-part=rows])';

/** How the page looks: by the reader's own choice of light or dark, on paper and on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --back: #fff; --raised: #f6f8fa;
  --link: #0550ae; --warn: #8a4600; --bar: #4493d6; --added: #dafbe1; --removed: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b3; --line: #3d444d; --back: #0d1117;
  --raised: #161b22; --link: #79c0ff; --warn: #f0b266; --bar: #388bfd; --added: #12361f; --removed: #4b1a1d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 80rem; color: var(--text); background: var(--back);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 1rem 0 .5rem; }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 .5rem; }
p { max-width: 45rem; margin: .25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; margin: 1.5rem 0; list-style: none; }
.tiles li { flex: 1 1 12rem; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--raised); }
.tiles strong { display: block; font-size: 2rem; line-height: 1.2; }
.tiles li:has(button) { padding: 0; }
.tiles button { display: block; width: 100%; padding: 1rem; font: inherit; color: inherit; text-align: left; background: none;
  border: 0; border-radius: .5rem; cursor: pointer; }
.tiles button strong { color: var(--link); }
.tiles button[aria-pressed=true] { box-shadow: inset 0 0 0 2px var(--link); }
.tiles small, .soft { color: var(--soft); }
[role=tablist] { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0; border-bottom: 1px solid var(--line); }
[role=tab] { padding: .5rem 0; font: inherit; color: var(--soft); background: none; border: 0;
  border-bottom: 3px solid transparent; cursor: pointer; }
[role=tab][aria-selected=true] { color: var(--text); font-weight: 600; border-color: var(--link); }
[role=tab] span { padding: 0 .5rem; font-size: .8125rem; font-weight: 400; background: var(--raised);
  border: 1px solid var(--line); border-radius: 1rem; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1.5rem 0; }
figure { flex: 1 1 20rem; max-width: 36rem; margin: 0; }
figcaption { margin-bottom: .375rem; font-weight: 600; }
figcaption small { font-weight: 400; color: var(--soft); }
figure ul { display: grid; grid-template-columns: max-content 1fr max-content; gap: .125rem .75rem; align-items: center;
  padding: 0; margin: 0; list-style: none; font-size: .875rem; }
figure li { display: contents; }
figure svg { width: 100%; height: .75rem; background: var(--raised); border-radius: .125rem; }
figure rect { fill: var(--bar); }
figure polyline { fill: none; stroke: var(--bar); stroke-width: 2; vector-effect: non-scaling-stroke; }
figure rect.open { fill: var(--warn); }
.trend figure { flex-basis: 10rem; max-width: 16rem; }
.trend svg { height: 2.5rem; }
.trend b { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
figure li b { text-align: right; font-weight: 400; font-variant-numeric: tabular-nums; }
.controls { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: .5rem 0; }
.controls label { display: grid; gap: .125rem; font-size: .875rem; color: var(--soft); }
.controls label.check { display: flex; align-items: center; gap: .5rem; min-height: 2.25rem; }
.controls input, .controls select, .pages button { min-height: 2.25rem; padding: .25rem .5rem; font: inherit;
  color: var(--text); background: var(--back); border: 1px solid var(--soft); border-radius: .375rem; }
::placeholder { color: var(--soft); opacity: 1; }
[type=search] { width: 20rem; max-width: 100%; }
summary { cursor: pointer; }
.controls input[type=checkbox] { min-height: 0; width: 1.125rem; height: 1.125rem; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .375rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { background: var(--raised); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button, td button { padding: 0; font: inherit; text-align: inherit; color: inherit; background: none; border: 0;
  cursor: pointer; overflow-wrap: anywhere; }
th button { font-weight: 600; }
td button { color: var(--link); }
th[aria-sort=ascending] button::after { content: ' \\2191'; }
th[aria-sort=descending] button::after { content: ' \\2193'; }
td button::before { content: '\\25B8\\00A0'; }
td button[aria-expanded=true]::before { content: '\\25BE\\00A0'; }
meter { width: 4rem; margin-right: .5rem; vertical-align: middle; }
.day { white-space: nowrap; }
.uses { padding: 0; margin: 0; list-style: none; }
.uses b { margin-right: .5rem; font-weight: 400; font-variant-numeric: tabular-nums; color: var(--soft); }
.reason { min-width: 14rem; margin: 0; font-size: .875rem; color: var(--soft); }
.warn { color: var(--warn); font-weight: 600; }
code { display: block; padding: .5rem; font: .875rem/1.4 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; background: var(--raised); border: 1px solid var(--line); border-radius: .375rem; }
pre { max-height: 24rem; margin: .25rem 0 .5rem; padding: .5rem 0; overflow: auto; font: .8125rem/1.4 ui-monospace, monospace;
  background: var(--raised); border: 1px solid var(--line); border-radius: .375rem; }
pre * { display: block; min-width: max-content; padding: 0 .5rem; text-decoration: none; }
ins { background: var(--added); }
del { background: var(--removed); }
.pages { display: flex; gap: 1rem; align-items: center; margin: .75rem 0; }
.pages button { cursor: pointer; }
.pages button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[hidden] { display: none !important; }
.details { position: sticky; left: .75rem; max-width: calc(100vw - 5rem); }
@media screen and (max-width: 45rem) { body { padding: 1rem; } dl { display: block; } dd { margin: 0 0 .5rem; } meter { display: none; }
  .details { max-width: calc(100vw - 4rem); }
  .tiles { gap: .75rem; } .tiles li { flex-basis: 9rem; padding: .75rem; } .tiles button { padding: .75rem; }
  .reason { overflow-wrap: anywhere; } ${ROWS} { display: block; }
  ${ROWS} thead tr { display: flex; flex-wrap: wrap; background: var(--raised); } ${ROWS} th { border: 0; }
  ${ROWS} thead, ${ROWS} tbody { display: block; } ${ROWS} .unknown { display: none; }
  ${ROWS} tbody tr { display: flex; flex-wrap: wrap; padding: .375rem 0; border-bottom: 1px solid var(--line); }
  ${ROWS} td { text-align: left; border: 0; } ${ROWS} td:not([data-label]) { flex: 0 0 100%; min-width: 0; }
  ${ROWS} td[data-label]::before { display: block; font-size: .875rem; color: var(--soft); content: attr(data-label); }
  .timeline ul, .timeline li { display: block; } .timeline li { margin-bottom: .5rem; } }
@media print { :root { color-scheme: light; --text: #000; --soft: #333; --line: #999; --back: #fff; --raised: #fff;
  --link: #000; --warn: #000; --bar: #666; --added: #eee; --removed: #fff; }
  body { max-width: none; padding: 0; font-size: .75rem; }
  .controls, .pages, [role=tablist] { display: none; }
  pre { max-height: none; white-space: pre-wrap; }
  figure svg { print-color-adjust: exact; }
  .wide { overflow: visible; border: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; } }
`;
