import { senderOf, titleOf, type Fact, type Line, type Link, type List, type Notice } from '../../domain/notice/notice';

/** A notice as a piece of HTML that needs nothing around it: no script, no style sheet, no picture. */
export function htmlOf(notice: Notice): string {
  const { happened, done, actions, facts, lists, links } = notice;
  return element('article', [
    element('h1', [text(titleOf(notice))]),
    ...section('What happened', happened.map(paragraph)),
    ...section('What was done', done.map(paragraph)),
    ...section('What to do', actions.length === 0 ? [] : [element('ol', actions.map(itemOf))]),
    ...(facts.length === 0 ? [] : [element('table', facts.map(rowOf))]),
    ...lists.flatMap(listOf),
    ...(links.length === 0 ? [] : [element('ul', links.map(linkOf))]),
    element('footer', [paragraph(senderOf(notice))]),
  ]);
}

/** What HTML reads as mark-up, in texts and in attributes alike (HTML standard, 13.1.2.3 and 13.1.4). */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const text = (raw: string): string => raw.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

const element = (name: string, content: readonly string[]): string => `<${name}>${content.join('')}</${name}>`;

const paragraph = (raw: string) => element('p', [text(raw)]);

const section = (heading: string, content: readonly string[]): readonly string[] =>
  content.length === 0 ? [] : [element('section', [element('h2', [text(heading)]), ...content])];

const itemOf = ({ say, command }: Line) =>
  element('li', [text(say), ...(command === undefined ? [] : [element('pre', [element('code', [text(command)])])])]);

const rowOf = ({ label, value }: Fact) =>
  element('tr', [`<th scope="row">${text(label)}</th>`, element('td', [text(value)])]);

function listOf({ heading, about, rows, total }: List): readonly string[] {
  const more = total - rows.length;
  return section(`${heading} (${total})`, [
    ...(about === undefined ? [] : [paragraph(`${about}.`)]),
    element('ul', rows.map(itemOf)),
    ...(more > 0 ? [paragraph(`and ${more} more`)] : []),
  ]);
}

/** Only an address of the web becomes a link: whatever else a browser might open or run is text. */
function linkOf({ label, href }: Link): string {
  if (!href.startsWith('https://')) return element('li', [text(`${label}: ${href}`)]);
  return element('li', [`<a href="${text(href)}">${text(label)}</a>`]);
}
