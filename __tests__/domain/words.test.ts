import { incidentEntry, windowEntry } from '../../src/domain/ledger/entry';
import { inBrief, plain, subjectOf } from '../../src/domain/notice/notice';
import { DENY_IAM } from '../../src/domain/policy/deny';
import { saysTheSame } from '../../src/domain/policy/policy-document';
import { sameName } from '../../src/domain/identity/principal';

describe('subjectOf', () => {
  it.each([
    ['keeps a plain text', 'IAM access revoked: rogue', 'IAM access revoked: rogue'],
    ['keeps 99 characters', 'x'.repeat(99), 'x'.repeat(99)],
    ['cuts the hundredth', 'x'.repeat(100), `${'x'.repeat(96)}...`],
    ['replaces what is not printable ASCII', 'Zoë\r\nBcc: all', 'Zo?Bcc: all'],
  ])('%s', (_, text, expected) => {
    expect(subjectOf(text)).toBe(expected);
  });
});

describe('plain', () => {
  it('keeps event text on one line and within its limit', () => {
    expect(plain('curl\n\nDone: nothing\u2028\u0007', 40)).toBe('curl Done: nothing');
    expect(plain('x'.repeat(40), 40)).toBe('x'.repeat(40));
    expect(plain('x'.repeat(41), 40)).toBe(`${'x'.repeat(40)}…`);
  });
});

describe('a cut', () => {
  // U+20BB7 is a letter that UTF-16 writes in two halves, and IAM takes it in the values of tags.
  const rare = '\u{20BB7}'.repeat(128);

  it.each([`k${rare}`, rare])('leaves no half of a character, which no publisher could encode', (text) => {
    for (const limit of [40, 41]) {
      expect(() => encodeURIComponent(plain(text, limit) + inBrief(text, limit))).not.toThrow();
      expect(plain(text, limit).length).toBeGreaterThan(limit - 2);
    }
  });
});

describe('inBrief', () => {
  it('keeps how a long text begins and how it ends', () => {
    const agent = `aws-cli/2.17 ${'md/x '.repeat(60)}exec-env/CloudShell`;
    expect(inBrief(agent, 40)).toBe('aws-cli/2.17 md/x md… exec-env/CloudShell');
    expect(inBrief('x'.repeat(40), 40)).toBe('x'.repeat(40));
    expect(inBrief('x'.repeat(41), 40)).toBe(`${'x'.repeat(20)}…${'x'.repeat(20)}`);
    expect(inBrief('curl\n\nDone: nothing', 40)).toBe('curl Done: nothing');
  });
});

describe('saysTheSame', () => {
  const text = JSON.stringify(DENY_IAM);

  it.each([
    ['as it was written', text],
    ['URL-encoded, as IAM answers', encodeURIComponent(text)],
    [
      'with other white space and order of keys',
      '{ "Statement": [{"Resource":"*","Action":"iam:*","Effect":"Deny"}], "Version": "2012-10-17" }',
    ],
  ])('recognises a document %s', (_, found) => {
    expect(saysTheSame(found, DENY_IAM)).toBe(true);
  });

  it.each([
    ['another effect', text.replace('Deny', 'Allow')],
    ['one statement more', text.replace('[', '[{"Effect":"Allow","Action":"*","Resource":"*"},')],
    [
      'a repeated key',
      text.replace('"Statement"', '"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}],"Statement"'),
    ],
    ['no JSON', 'Deny iam:*'],
    ['a broken escape', '%7B%'],
  ])('refuses %s', (_, found) => {
    expect(saysTheSame(found, DENY_IAM)).toBe(false);
  });
});

describe('entries', () => {
  it('sort as the incidents they count', () => {
    expect([incidentEntry(10), incidentEntry(9)].sort()).toEqual([incidentEntry(9), incidentEntry(10)]);
  });

  it.each([
    ['the first instant of a stretch', '2026-06-01T12:00:00Z', 'told-root-2026-06-01T12:00Z'],
    ['the last instant of it', '2026-06-01T12:59:59Z', 'told-root-2026-06-01T12:00Z'],
    ['the next stretch', '2026-06-01T13:00:00Z', 'told-root-2026-06-01T13:00Z'],
  ])('give one name to %s', (_, at, expected) => {
    expect(windowEntry('told-root', new Date(at), 60)).toBe(expected);
  });
});

describe('sameName', () => {
  it('ignores case, as IAM does', () => {
    expect(sameName('Ada', 'aDA')).toBe(true);
    expect(sameName('ada', 'adam')).toBe(false);
  });
});
