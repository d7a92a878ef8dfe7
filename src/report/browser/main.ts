import { COLUMNS } from '../page/choice';
import { decoded, type Encoded } from '../page/encoded';
import { IDS, SORTS_BY } from '../page/ids';
import { byId, element } from './elements';
import { Table } from './table';

/** The page holds what the very same version has written. */
const principals = decoded(JSON.parse(byId(IDS.data, HTMLScriptElement).text) as Encoded);

const controls = {
  search: byId(IDS.search, HTMLInputElement),
  kind: byId(IDS.kind, HTMLSelectElement),
  state: byId(IDS.state, HTMLSelectElement),
  isToLookAt: byId(IDS.toLookAt, HTMLInputElement),
};
const states = [...new Set(principals.map(({ state }) => state))].sort();
controls.state.append(...states.map((state) => element('option', {}, state)));

const table = new Table(principals);
const choose = () => {
  const { search, kind, state, isToLookAt } = controls;
  table.choose({ search: search.value, kind: kind.value, state: state.value, isToLookAt: isToLookAt.checked });
};
for (const control of Object.values(controls)) control.addEventListener('input', choose);

for (const { key } of COLUMNS) {
  document.querySelector(`[${SORTS_BY}=${key}]`)?.addEventListener('click', () => {
    table.sortBy(key);
  });
}

const turnBy = (id: string, pages: number) => {
  byId(id, HTMLButtonElement).addEventListener('click', () => {
    table.turn(pages);
  });
};
turnBy(IDS.previous, -1);
turnBy(IDS.next, 1);

window.addEventListener('beforeprint', () => {
  table.drawAll();
});
window.addEventListener('afterprint', () => {
  table.drawPage();
});

for (const hidden of document.querySelectorAll('[hidden]')) hidden.removeAttribute('hidden');
// A browser that comes back to the page has kept what was chosen in it.
choose();
