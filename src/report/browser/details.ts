import { differenceOf, type Line } from '../page/difference';
import type { DocumentChange, ReportPrincipal } from '../page/report';
import { element } from './elements';

/** The row of everything that is known of a principal. @param columns how many the table has */
export function detailsOf(
  { services, facts, documents, release }: ReportPrincipal,
  columns: number,
): HTMLTableRowElement {
  const lists = services.map(({ label, names }) => ({ label: `${label} (${names.length})`, value: names.join(', ') }));
  const said = [...facts, ...lists].flatMap(({ label, value }) => [element('dt', {}, label), element('dd', {}, value)]);
  const details = element('div', { class: 'details' }, element('dl', {}, ...said));
  if (release !== undefined) details.append(element('p', {}, release.label), element('code', {}, release.value));
  details.append(...documents.flatMap(documentOf));
  return element('tr', {}, element('td', { colspan: String(columns) }, details));
}

/** A policy as it is to be, with what is new and what goes. */
function documentOf({ label, before, after }: DocumentChange): readonly HTMLElement[] {
  const lines = differenceOf(before ?? '', after ?? '');
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  const changes = added + removed === 0 ? 'as it stands' : `${added} lines added, ${removed} removed`;
  const text = element('pre', { tabindex: '0', 'aria-label': label }, ...lines.map(lineOf));
  return [element('p', {}, `${label}, ${changes}`), text];
}

const LINES = { same: ['span', '  '], added: ['ins', '+ '], removed: ['del', '- '] } as const;

function lineOf({ kind, text }: Line): HTMLElement {
  const [name, mark] = LINES[kind];
  return element(name, {}, `${mark}${text}\n`);
}
