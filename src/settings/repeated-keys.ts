/** Everything of a JSON text that tells where a key stands. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Keys that an object has more than once: parsing keeps the last without a word.
 *
 * A comment may be repeated.
 *
 * @param text JSON that can be parsed
 * @returns their paths, such as `context.guardrails.exemptions[0].reason`
 */
export function repeatedKeys(text: string): readonly string[] {
  const repeated: string[] = [];
  const open: { readonly keys: Set<string>; at: string; index?: number }[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKENS)) {
    const holder = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), at: '' });
    else if (token === '[') open.push({ keys: new Set(), at: '[0]', index: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && holder?.index !== undefined) holder.at = `[${++holder.index}]`;
    else if (token === ':' && holder !== undefined) {
      const key = String(JSON.parse(string));
      holder.at = `.${key}`;
      if (holder.keys.has(key) && !key.startsWith('//')) repeated.push(pathOf(open));
      holder.keys.add(key);
    } else string = token;
  }
  return [...new Set(repeated)];
}

function pathOf(open: readonly { readonly at: string }[]): string {
  const path = open.map(({ at }) => at).join('');
  return path.startsWith('.') ? path.slice(1) : path;
}
