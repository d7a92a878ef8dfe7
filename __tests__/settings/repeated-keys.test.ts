import { repeatedKeys } from '../../src/settings/repeated-keys';

describe('the keys of a JSON text', () => {
  it.each([
    ['{"a": 1, "a": 1}', ['a']],
    ['{"a": {"b": 1, "c": 2, "b": {}}}', ['a.b']],
    ['{"a": [{"b": 1}, [2, 3], {"b": 1, "b": 2}]}', ['a[2].b']],
    ['{"a": 1, "\\u0061": 2}', ['a']],
    ['{"a": 1, "b": 2, "a": 3, "b": 4, "a": 5}', ['a', 'b']],
  ])('are repeated in %s: %j', (text, expected) => {
    expect(repeatedKeys(text)).toEqual(expected);
  });

  it.each([
    '{"a": {"b": 1}, "b": {"a": 1}}',
    '{"a": "b", "b": "a", "c": ["a", "a"]}',
    '[{"a": 1.0}, {"a": 1e3}]',
    '{"a": "\\",\\"a\\":{[", "b": "}"}',
    '{"//": "one", "a": 1, "//": "two"}',
    '[]',
    '5',
  ])('are each there once, comments aside, in %s', (text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(repeatedKeys(text)).toEqual([]);
  });
});
