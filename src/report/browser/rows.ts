import { headsOf } from '../page/choice';
import type { Cell, Column, ReportPrincipal } from '../page/report';
import { dayOf, minuteOf } from '../page/times';
import { detailsOf } from './details';
import { element } from './elements';

const UNKNOWN = '–';

/** The row of a principal, and below it, once somebody asks, the row of everything that is known of it. */
export function rowOf(principal: ReportPrincipal, columns: readonly Column[]): HTMLTableRowElement {
  const { kind, name, state, isToLookAt, administersIam, decision, cells } = principal;
  const button = element('button', { type: 'button', 'aria-expanded': 'false' }, name);
  const reason = element('p', { class: 'reason' }, decision);
  const row = element(
    'tr',
    {},
    element(
      'td',
      {},
      button,
      ' ',
      element('span', { class: 'soft' }, administersIam === true ? `${kind}, administers IAM` : kind),
    ),
    element('td', {}, state, ...(isToLookAt ? [', ', element('span', { class: 'warn' }, 'to look at')] : []), reason),
    ...columns.map((column, at) => cellOf(cells[at] ?? null, column)),
  );
  let details: HTMLTableRowElement | undefined;
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) details?.remove();
    else row.after((details ??= detailsOf(principal, headsOf(columns).length)));
  });
  return row;
}

const CLASSES: Readonly<Record<Column['kind'], string | undefined>> = {
  ...{ text: undefined, number: 'number', percent: 'number', day: 'day', time: 'day' },
};

/** Its label is for a phone, where the row stands without its head. */
function cellOf(value: Cell, { kind, label }: Column): HTMLTableCellElement {
  const classes = [CLASSES[kind] ?? [], value === null ? 'unknown' : []].flat().join(' ');
  return element('td', { class: classes, 'data-label': label }, ...(value === null ? [UNKNOWN] : shown(value, kind)));
}

function shown(value: string | number, kind: Column['kind']): readonly (Node | string)[] {
  if (kind === 'day') return [dayOf(String(value))];
  if (kind === 'time') return [minuteOf(String(value))];
  if (kind !== 'percent') return [String(value)];
  // The number beside it says the same.
  const bar = element('meter', { min: '0', max: '100', value: String(value), 'aria-hidden': 'true' });
  return [bar, `${value} %`];
}
