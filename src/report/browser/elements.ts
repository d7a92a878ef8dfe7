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

/** The element of an id. @throws Error where the page has none of that kind */
export function byId<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`this page has no ${kind.name} #${id}`);
}
