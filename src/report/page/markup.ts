const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  ...{ '"': '&quot;', "'": '&#39;', '`': '&#96;' },
};

/** Text for an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (one) => ENTITIES[one] ?? '');
}

/**
 * JSON for a `script` element that is data: whatever a text says, the element ends where it should (HTML, 4.12.1.3,
 * "Restrictions for contents of script elements"), and JSON stays JSON.
 */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
