import { COLUMNS } from '../page/choice';
import type { ReportPrincipal } from '../page/report';
import { element } from './elements';

const UNKNOWN = '–';

/** The row of a principal, and below it, once somebody asks, the row of everything that is known of it. */
export function rowOf(principal: ReportPrincipal): HTMLTableRowElement {
  const { kind, name, state, isToLookAt, decision, coveragePercent, granted, used, lastUsedAt } = principal;
  const button = element('button', { type: 'button', 'aria-expanded': 'false' }, name);
  const reason = element('p', { class: 'reason' }, decision);
  const row = element(
    'tr',
    {},
    element('td', {}, button, ' ', element('span', { class: 'soft' }, kind)),
    element('td', {}, state, ...(isToLookAt ? [', ', element('span', { class: 'warn' }, 'to look at')] : []), reason),
    element('td', { class: 'number' }, ...coverage(coveragePercent)),
    element('td', { class: 'number' }, numberIn(granted)),
    element('td', { class: 'number' }, numberIn(used)),
    element('td', { class: 'day' }, lastUsedAt?.slice(0, 'YYYY-MM-DD'.length) ?? UNKNOWN),
  );
  let details: HTMLTableRowElement | undefined;
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) details?.remove();
    else row.after((details ??= detailsOf(principal)));
  });
  return row;
}

function coverage(percent: number | null): readonly (Node | string)[] {
  if (percent === null) return [UNKNOWN];
  // The number beside it says the same.
  const bar = element('meter', { min: '0', max: '100', value: String(percent), 'aria-hidden': 'true' });
  return [bar, `${percent} %`];
}

const numberIn = (value: number | null) => (value === null ? UNKNOWN : String(value));

function detailsOf({ services, facts, release }: ReportPrincipal): HTMLTableRowElement {
  const lists = services.map(({ label, names }) => ({ label: `${label} (${names.length})`, value: names.join(', ') }));
  const said = [...facts, ...lists].flatMap(({ label, value }) => [element('dt', {}, label), element('dd', {}, value)]);
  const details = element('div', { class: 'details' }, element('dl', {}, ...said));
  if (release !== undefined) details.append(element('p', {}, release.label), element('code', {}, release.value));
  return element('tr', {}, element('td', { colspan: String(COLUMNS.length) }, details));
}
