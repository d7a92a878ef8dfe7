import fc from 'fast-check';
import type { Notice } from '../../src/domain/notice/notice';
import { aNotice } from './notices';

/** What somebody writes who wants to be read as more than a name. */
const HOSTILE = [
  '<!channel>',
  '<@U012AB3CD>',
  '<https://evil.example|the runbook>',
  '`<!here>`',
  '```<!everyone>```',
  '&lt;!channel&gt;',
  '<script>alert(1)</script>',
  '" onmouseover="alert(1)',
  '*ACTION NEEDED*',
  '[Release her here](https://evil.example/login)',
  '![a][b]\n[b]: https://evil.example/',
  'a\n> quote\u2028<!channel>',
];

/** What a path of IAM may hold: `!` to `~` (IAM API reference, CreateUser). */
const inPaths = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 512,
});

/** Code points in front of the surrogates, which are no characters, and how many surrogates there are. */
const [BELOW, SURROGATES] = [0xd800, 0x800];
const characterAt = (index: number) => String.fromCodePoint(index < BELOW ? index : index + SURROGATES);

/**
 * Any character, drawn as fast-check's own unit `binary` draws it. That unit makes a table of all 1.1 million characters
 * when it is first used, which takes each test file two seconds.
 */
const characters = fc.integer({ min: 0, max: 0x10ffff - SURROGATES }).map(characterAt, (character) => {
  const code = (typeof character === 'string' ? character.codePointAt(0) : undefined) ?? 0;
  const index = code < BELOW ? code : code - SURROGATES;
  if (characterAt(index) !== character) throw new Error(`${String(character)} is not one character`);
  return index;
});

/** Names of users and roles with any path, values of tags in any script, and texts that are meant to do harm. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  inPaths.map((path) => `arn:aws:iam::111122223333:user/${path}/eve`),
  fc.string({ unit: characters, maxLength: 256 }),
  fc.constantFrom(...HOSTILE),
  fc.tuple(fc.constantFrom(...HOSTILE), fc.integer({ min: 1, max: 400 })).map(([one, times]) => one.repeat(times)),
);

const lines = fc.record(
  { say: texts, command: fc.oneof(texts, fc.constant(`aws iam get-user --user-name ${'x'.repeat(900)}`)) },
  { requiredKeys: ['say'] },
);
const fewLines = fc.array(lines, { maxLength: 6 });

/** @param counts how many rows lists have */
const lists = (...counts: readonly number[]) =>
  fc
    .tuple(texts, fc.option(texts, { nil: undefined }), fewLines, fc.constantFrom(...counts))
    .map(([heading, about, some, count]) => {
      const one =
        some.length === 0 ? [] : Array.from({ length: count }, (_, at) => some[at % some.length] ?? { say: '' });
      return { heading, ...(about !== undefined && { about }), rows: one, total: one.length };
    });

/** Notices that say as much as they can, in texts that others chose. @param most rows of a list */
export const notices = (most: number): fc.Arbitrary<Notice> =>
  fc
    .record({
      class: fc.constantFrom('incident', 'action-needed', 'digest', 'heartbeat'),
      headline: texts.map((text) => `eve ${text}`),
      thread: texts,
      happened: fc.array(texts, { maxLength: 4 }),
      done: fc.array(texts, { maxLength: 4 }),
      actions: fewLines,
      facts: fc.array(fc.record({ label: texts, value: texts }), { maxLength: 12 }),
      lists: fc.oneof(
        { weight: 3, arbitrary: fc.array(lists(1, 10, 11, 40), { maxLength: 3 }) },
        { weight: 1, arbitrary: lists(12).map((one) => Array.from({ length: 30 }, () => one)) },
        { weight: 1, arbitrary: lists(most).map((one) => [one]) },
      ),
      links: fc.array(
        fc.record({
          label: texts,
          href: fc.oneof(
            texts,
            texts.map((text) => `https://wiki.example.com/${text}`),
          ),
        }),
        { maxLength: 4 },
      ),
    })
    .map((some) => aNotice(some as Partial<Notice>));
