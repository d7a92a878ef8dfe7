import { refusalOf, someSettings } from '../support/settings';

const refusedFor = (defaultTags: Record<string, string>) => refusalOf({ defaultTags });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, '']));

describe('default tags', () => {
  it.each([
    ['at their longest', { ['k'.repeat(128)]: 'v'.repeat(256) }],
    ['of characters that JavaScript counts twice', { ['𐐀'.repeat(128)]: '𐐀'.repeat(256) }],
    ['of every kind of character that IAM takes', { 'Größe 1_.:/=+-@': 'd\u3000_.:/=+-@ ñ' }],
    ['without a value', { team: '' }],
    ['fifty of them', many(50)],
    ['with the same value twice', { a: 'x', b: 'x' }],
  ])('are taken %s', (_, defaultTags) => {
    expect(someSettings({ defaultTags }).defaultTags).toEqual(defaultTags);
  });

  it.each([
    ['a key that is too long', { ['k'.repeat(129)]: 'v' }, ['the key has 129 characters; allowed: 1 to 128']],
    ['no key', { '': 'v' }, ['the key has 0 characters; allowed: 1 to 128']],
    [
      'a value that is too long',
      { a: 'v'.repeat(257) },
      ['defaultTags.a = "vvv', '257 characters; allowed: at most 256'],
    ],
    ['a sign in the key', { 'R&D': 'v' }, ['defaultTags.R&D = "v"', 'the key holds "&"; allowed: letters']],
    ['signs in the value', { team: 'a, (b)' }, ['defaultTags.team = "a, (b)"', 'holds ",()"; allowed: letters']],
    ['a line break', { team: 'a\nb' }, ['the value holds "\\n"']],
    ['twins', { Team: 'a', team: 'b' }, ['defaultTags.team = "b"', 'the same as Team; allowed: one of the two']],
    ['fifty-one', many(51), ['defaultTags = ', '51 tags; allowed: at most 50']],
  ])('are refused with %s, before a role fails in the middle of an apply', (_, defaultTags, expected) => {
    const refusal = refusedFor(defaultTags);
    for (const words of expected) expect(refusal).toContain(words);
  });
});
