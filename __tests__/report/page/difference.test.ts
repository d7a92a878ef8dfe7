import fc from 'fast-check';
import { differenceOf } from '../../../src/report/page/difference';

const marks = { same: ' ', added: '+', removed: '-' } as const;
const difference = (before: readonly string[], after: readonly string[]) =>
  differenceOf(before.join('\n'), after.join('\n')).map(({ kind, text }) => marks[kind] + text);

describe('the difference of two texts', () => {
  it.each([
    ['nothing new', ['a', 'b'], ['a', 'b'], [' a', ' b']],
    ['a line that is new', ['a', 'c'], ['a', 'b', 'c'], [' a', '+b', ' c']],
    ['a line that goes', ['a', 'b', 'c'], ['a', 'c'], [' a', '-b', ' c']],
    ['a line that is another, what goes first', ['a', 'b'], ['a', 'c'], [' a', '-b', '+c']],
    ['lines in another order', ['a', 'b', 'c'], ['c', 'a', 'b'], ['+c', ' a', ' b', '-c']],
    ['all of a text', [], ['a', 'b'], ['+a', '+b']],
    ['all of a text that goes', ['a'], [], ['-a']],
  ])('is %s', (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });

  it('gives back both texts, with no line the same that could not be, whatever they say', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = differenceOf(before.join('\n'), after.join('\n'));
        const without = (gone: string) => lines.filter(({ kind }) => kind !== gone).map((line) => line.text);
        expect(without('added')).toEqual(before);
        expect(without('removed')).toEqual(after);
        expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(before, after));
      }),
    );
  });
});

/** By its definition; slow. */
function longestCommon([one, ...ones]: readonly string[], others: readonly string[]): number {
  if (one === undefined || others.length === 0) return 0;
  const at = others.indexOf(one);
  const without = longestCommon(ones, others);
  return at < 0 ? without : Math.max(without, 1 + longestCommon(ones, others.slice(at + 1)));
}
