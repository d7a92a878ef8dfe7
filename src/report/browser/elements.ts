import { PART, type Part } from '../page/ids';

/** Attributes of an element; `undefined` leaves one out. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** Makes an element. Children that are texts stay texts, whatever they say: nothing here parses markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

type Kind<Made extends HTMLElement> = abstract new () => Made;

/** The element of an id. @throws Error where the page has none of that kind */
export const byId = <Made extends HTMLElement>(id: string, kind: Kind<Made>): Made =>
  ofKind(document.getElementById(id), kind, `#${id}`);

/** The element that is a part of a section. @throws Error where it has none of that kind */
export const partOf = <Made extends HTMLElement>(section: HTMLElement, part: Part, kind: Kind<Made>): Made =>
  ofKind(section.querySelector(`[${PART}=${part}]`), kind, part);

function ofKind<Made extends HTMLElement>(found: Element | null, kind: Kind<Made>, which: string): Made {
  if (found instanceof kind) return found;
  throw new Error(`this page has no ${kind.name} ${which}`);
}
