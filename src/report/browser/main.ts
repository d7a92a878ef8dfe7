import { decoded, type Encoded } from '../page/encoded';
import { IDS, SCRIPTED, sectionId } from '../page/ids';
import { byId } from './elements';
import { Section } from './section';
import { Tabs } from './tabs';

/** The page holds what the very same version has written. */
const tables = decoded(JSON.parse(byId(IDS.data, HTMLScriptElement).text) as Encoded);

for (const scripted of document.querySelectorAll(`[${SCRIPTED}]`)) scripted.removeAttribute('hidden');

const sections = tables.map((table, index) => new Section(byId(sectionId(index), HTMLElement), table));
const tabs = sections.length < 2 ? undefined : new Tabs(sections.map(({ root }) => root));

const search = byId(IDS.search, HTMLInputElement);
const searchAll = () => {
  const counts = sections.map((section) => section.search(search.value));
  tabs?.say(counts);
};
search.addEventListener('input', searchAll);
searchAll();

window.addEventListener('beforeprint', () => {
  for (const section of sections) section.drawAll();
});
window.addEventListener('afterprint', () => {
  for (const section of sections) section.drawPage();
});
