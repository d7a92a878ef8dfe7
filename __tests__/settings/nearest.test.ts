import { nearest } from '../../src/settings/nearest';

describe('the nearest word', () => {
  it.each([
    ['a third of whose letters would have to change', 'abcdef', 'abcdXY'],
    ['whose third is no whole number, which is cut off', 'abcdefgh', 'abcdefXY'],
    ['of two letters, one of which would have to change', 'ab', 'aX'],
    ['that differs by case alone', 'selfService', 'SELFSERVICE'],
    ['that is far longer than what is missing of it', 'abcdefghi', 'abcdef'],
  ])('is one %s', (_, word, given) => {
    expect(nearest(given, ['zzzzzz', word])).toBe(word);
  });

  it.each([
    ['more than a third of whose letters would have to change', 'abcdef', 'abcXYZ'],
    ['whose third is no whole number, by one more', 'abcdefgh', 'abcdeXYZ'],
    ['of two letters, both of which would have to change', 'ab', 'XY'],
    ['that is shorter than what would have to go', 'abc', 'abcde'],
  ])('is none %s', (_, word, given) => {
    expect(nearest(given, [word])).toBeUndefined();
  });

  it('is the one with the fewest changes, and the first of those', () => {
    expect(nearest('enforced', ['observe', 'enforcer', 'enforce', 'enforces'])).toBe('enforcer');
    expect(nearest('enforced', ['enfold', 'enforced'])).toBe('enforced');
    expect(nearest('enforced', [])).toBeUndefined();
  });
});
