import { withoutCovered } from '../../../src/domain/policy/covered';

describe('patterns without those that another says already', () => {
  it.each([
    ['keep what nothing else says', ['role/a', 'role/b?', 'user/*'], ['role/a', 'role/b?', 'user/*']],
    ['are each there once', ['role/a', 'role/b', 'role/a'], ['role/a', 'role/b']],
    ['lose what a star says', ['role/g/x', 'role/g/*', 'role/h/x'], ['role/g/*', 'role/h/x']],
    ['keep the first of two that say the same', ['a**', 'a*'], ['a**']],
    ['lose nothing to a pattern that says less', ['role/*', 'role/?'], ['role/*']],
  ])('%s', (_, patterns, expected) => {
    expect(withoutCovered(patterns)).toEqual(expected);
  });
});
