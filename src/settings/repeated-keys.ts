import { visit } from 'jsonc-parser';
import { keyOf } from './problems';

/**
 * Keys that an object has more than once: parsing keeps the last without a word.
 *
 * A comment may be repeated.
 *
 * @param text JSON that can be parsed
 * @returns their paths, such as `context.guardrails.exemptions[0].reason`
 */
export function repeatedKeys(text: string): readonly string[] {
  const repeated = new Set<string>();
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, _line, _column, pathOf) => {
      const keys = open.at(-1);
      if (keys?.has(key) === true && !key.startsWith('//')) repeated.add(keyOf([...pathOf(), key]));
      keys?.add(key);
    },
  });
  return [...repeated];
}
