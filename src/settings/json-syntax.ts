import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** A byte order mark, which editors on Windows may put first. */
const BOM = '\uFEFF';

/** What each error most likely is, and what to write instead. */
const CAUSES: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'a comment, which JSON does not have; write a key that begins with //',
  UnexpectedEndOfComment: 'a comment, which JSON does not have; write a key that begins with //',
  CommaExpected: 'a comma is missing before this',
  ColonExpected: 'a colon is missing before this',
  CloseBraceExpected: 'a } is missing',
  CloseBracketExpected: 'a ] is missing',
  EndOfFileExpected: 'the object has ended before this; there may be a } too many',
  PropertyNameExpected: 'expected a key in double quotes',
  ValueExpected: 'expected a value',
  InvalidSymbol: 'keys and texts stand in double quotes; true, false, null and numbers stand without',
  InvalidNumberFormat: 'not a number as JSON writes it; a text stands in double quotes',
  UnexpectedEndOfString: 'a text without its closing double quote',
  InvalidEscapeCharacter: 'a backslash that begins no escape; write \\\\ for a backslash',
  InvalidUnicode: 'a \\u without four hexadecimal digits behind it',
  InvalidCharacter: 'a control character, such as a tab or a line break, within a text',
};

/**
 * Says where a text stops being JSON, and the likely cause.
 *
 * @returns such as `line 3, column 5: a comma is missing before this`; undefined where nothing is found
 */
export function syntaxProblemOf(text: string): string | undefined {
  if (text.startsWith(BOM)) return 'it begins with a byte order mark (BOM); save it as UTF-8 without one';
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  if (first === undefined) return undefined;
  const at = trailingCommaAt(text, first.offset) ?? first.offset;
  const cause =
    at === first.offset ? CAUSES[printParseErrorCode(first.error)] : 'a comma with nothing behind it; take it out';
  return `line ${lineOf(text, at)}, column ${columnOf(text, at)}: ${cause ?? 'not JSON'}`;
}

/** Where the comma is before a bracket that closes. */
function trailingCommaAt(text: string, offset: number): number | undefined {
  if (!/^[}\]]/.test(text.slice(offset))) return undefined;
  const before = text.slice(0, offset).trimEnd();
  return before.endsWith(',') ? before.length - 1 : undefined;
}

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
const columnOf = (text: string, offset: number) => offset - text.lastIndexOf('\n', offset - 1);
