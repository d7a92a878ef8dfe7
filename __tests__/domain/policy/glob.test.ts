import fc from 'fast-check';
import { compiledGlob, globMatches, globsMeet } from '../../../src/domain/policy/glob';

describe('globMatches', () => {
  it.each([
    ['a text like itself', 'etl', 'etl', true],
    ['no other text', 'etl', 'etl2', false],
    ['no text in another case', 'etl', 'ETL', false],
    ['any ending', 'ci-*', 'ci-', true],
    ['any middle', 'arn:aws:iam::*:role/ci-*-prod', 'arn:aws:iam::111122223333:role/ci-a-b-prod', true],
    ['one character for ?', 'ci-?', 'ci-1', true],
    ['no missing character for ?', 'ci-?', 'ci-', false],
    ['an empty text by stars alone', '**', '', true],
    ['no empty text by ?', '?', '', false],
    ['characters that mean something elsewhere', 'a.b+(c)|[d]^$', 'a.b+(c)|[d]^$', true],
    ['a dot by no other character', 'a.b', 'axb', false],
  ])('matches %s', (_, pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
    expect(compiledGlob(pattern)(text)).toBe(expected);
  });

  const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });

  it('says what a regular expression says', () => {
    fc.assert(
      fc.property(short, word, (pattern, text) => {
        const source = pattern.replace(/\*/g, '.*').replace(/\?/g, '.');
        expect(globMatches(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('says the same of a pattern that was compiled', () => {
    fc.assert(
      fc.property(short, fc.array(word, { minLength: 1, maxLength: 5 }), (pattern, texts) => {
        const matches = compiledGlob(pattern);
        expect(texts.map(matches)).toEqual(texts.map((text) => globMatches(pattern, text)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is not led into trying everything by a pattern of many stars', () => {
    // A backtracking matcher would not come back from here within the life of the universe.
    for (const pattern of [`${'*a'.repeat(200)}*b`, `${'*a'.repeat(200)}*?b*?`]) {
      expect(globMatches(pattern, 'a'.repeat(5_000))).toBe(false);
      expect(compiledGlob(pattern)('a'.repeat(5_000))).toBe(false);
    }
  });

  it('meets every pattern that matches a text it matches itself', () => {
    fc.assert(
      fc.property(short, short, word, (one, other, text) => {
        fc.pre(globMatches(one, text) && globMatches(other, text));
        expect(globsMeet(one, other)).toBe(true);
      }),
    );
  });
});

describe('globsMeet', () => {
  it.each([
    ['iam:PassRole', 'iam:*', true],
    ['iam:Pass*', '*Role', true],
    ['kms:*', 'kms:Decrypt', true],
    ['kms:*', 's3:*', false],
    ['s3:Get?', 's3:Get', false],
    ['s3:Get?', 's3:*t', true],
    ['', '*', true],
  ])('of %s and %s is %s', (one, other, expected) => {
    expect(globsMeet(one, other)).toBe(expected);
    expect(globsMeet(other, one)).toBe(expected);
  });
});
