import { syntaxProblemOf } from '../../src/settings/json-syntax';

describe('the syntax of a JSON text', () => {
  it.each([
    ['a comment', '{\n  // why\n  "a": 1\n}', 'line 2, column 3: a comment'],
    ['a comment within a line', '{"a": /* why */ 1}', 'line 1, column 7: a comment'],
    ['a comma with nothing behind it', '{\r\n  "a": 1,\r\n}', 'line 2, column 9: a comma with nothing behind it'],
    ['the same in a list', '{"a": [1, 2 , ]}', 'line 1, column 13: a comma with nothing behind it'],
    ['two commas', '{"a": 1,, "b": 2}', 'line 1, column 9: expected a key'],
    ['a byte order mark', '\uFEFF{}', 'byte order mark'],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: a comma is missing'],
    ['a missing colon', '{"a" 1}', 'line 1, column 6: a colon is missing'],
    ['a missing }', '{"a": {"b": 1}', 'line 1, column 15: a } is missing'],
    ['a } too many', '{"a": 1}}', 'line 1, column 9: the object has ended before this'],
    ['single quotes', "{'a': 1}", 'line 1, column 2: keys and texts stand in double quotes'],
    ['a value without quotes', '{"a": observe}', 'line 1, column 7: keys and texts stand in double quotes'],
    ['a text over two lines', '{"a": "x\ny"}', 'line 1, column 7: a text without its closing double quote'],
    ['a tab in a text', '{"a": "x\ty"}', 'line 1, column 7: a control character'],
    ['a lone backslash', '{"a": "C:\\logs"}', 'line 1, column 7: a backslash that begins no escape'],
    ['nothing at all', '', 'line 1, column 1: expected a value'],
  ])('broken by %s is told by place and cause', (_, text, expected) => {
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
    expect(syntaxProblemOf(text)).toContain(expected);
  });

  it('has no problem where it can be parsed', () => {
    expect(syntaxProblemOf('{"//": "a", "b": [1, "\\u00e4", null]}\n')).toBeUndefined();
  });
});
