import { differenceOf, type Line } from '../page/difference';
import { byLastUse } from '../page/last-uses';
import type { DocumentChange, ReportPrincipal, ServiceList } from '../page/report';
import { element } from './elements';

/** The row of everything that is known of a principal. @param columns how many the table has */
export function detailsOf(
  { services, facts, documents, release }: ReportPrincipal,
  columns: number,
): HTMLTableRowElement {
  const said = [
    ...facts.map(({ label, value }) => [element('dt', {}, label), element('dd', {}, value)]),
    ...services.map((list) => [
      element('dt', {}, `${list.label} (${list.names.length})`),
      element('dd', {}, list.days === undefined ? namesOf(list.names) : usesOf(list)),
    ]),
  ].flat();
  const details = element('div', { class: 'details' }, element('dl', {}, ...said));
  if (release !== undefined) details.append(element('p', {}, release.label), element('code', {}, release.value));
  details.append(...documents.flatMap(documentOf));
  return element('tr', {}, element('td', { colspan: String(columns) }, details));
}

/** More names than these are shown to those who ask. */
const NAMED = 40;

function namesOf(names: readonly string[]): HTMLElement | string {
  if (names.length <= NAMED) return names.join(', ');
  const few = `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
  return element('details', {}, element('summary', {}, few), element('p', {}, names.slice(NAMED).join(', ')));
}

/** More days than these are shown to those who ask. */
const DAYS = 12;

/** When services were last used, the latest first. */
function usesOf(list: ServiceList): HTMLElement {
  const lines = byLastUse(list).map(({ day, names }) =>
    element('li', {}, element('b', { class: 'day' }, day), ` ${names.join(', ')}`),
  );
  const [first, more] = [lines.slice(0, DAYS), lines.slice(DAYS)];
  const uses = element('ul', { class: 'uses' }, ...first);
  if (more.length === 0) return uses;
  const summary = element('summary', {}, `and ${more.length} earlier days`);
  return element('div', {}, uses, element('details', {}, summary, element('ul', { class: 'uses' }, ...more)));
}

/** A policy as it is to be, with what is new and what goes. */
function documentOf({ label, before, after }: DocumentChange): readonly HTMLElement[] {
  const lines = differenceOf(before ?? '', after ?? '');
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  const changes =
    added + removed === 0 ? 'as it stands' : `${added} ${added === 1 ? 'line' : 'lines'} added, ${removed} removed`;
  const text = element('pre', { tabindex: '0', 'aria-label': label }, ...lines.map(lineOf));
  return [element('p', {}, `${label}, ${changes}`), text];
}

const LINES = { same: ['span', '  '], added: ['ins', '+ '], removed: ['del', '- '] } as const;

function lineOf({ kind, text }: Line): HTMLElement {
  const [name, mark] = LINES[kind];
  return element(name, {}, `${mark}${text}\n`);
}
