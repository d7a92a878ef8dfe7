import { parseExemptionList } from '../../../src/domain/exemption/exemption-list';
import { EXEMPTIBLE } from '../../../src/domain/exemption/exemption';

const arn = 'arn:aws:iam::111122223333:role/ci/deploy';

const refusalOf = (text: string): string => {
  try {
    parseExemptionList(text);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  throw new Error('the list was accepted');
};

describe('parseExemptionList', () => {
  it.each([
    ['names with trailing commas, as the published list has them', 'admin,\nbreak-glass,\n', ['admin', 'break-glass']],
    ['names on one line', 'a, b ,c', ['a', 'b', 'c']],
    ['names on lines of Windows, after a byte order mark', '\uFEFFa\r\nb\r\n', ['a', 'b']],
    ['names among blank lines and comments', '\n# people\na # the first, of two\n\n,\nb', ['a', 'b']],
    ['the characters that names may have', 'ada.l+x=1@example.com_-', ['ada.l+x=1@example.com_-']],
    ['nothing but a comment', '# nobody\n', []],
  ])('reads %s', (_, text, names) => {
    expect(parseExemptionList(text).map(({ match }) => match)).toEqual(names.map((name) => ({ name })));
  });

  it('takes an ARN for an ARN, and exempts from everything', () => {
    const reason = 'listed in the exemptions object';
    expect(parseExemptionList(`${arn},`)).toEqual([
      { match: { arn }, from: EXEMPTIBLE, owner: 'the exemptions object', reason },
    ]);
  });

  it.each([
    ['one of them', 'from: tags\na, b\nc', { a: ['tags'], b: ['tags'], c: ['tags'] }],
    ['several of them', 'from: tags, permissions-boundary\na', { a: ['permissions-boundary', 'tags'] }],
    ['everything', 'from: tags\na\nfrom: all\nb', { a: ['tags'], b: EXEMPTIBLE }],
    [
      'everything above the first heading',
      'a\n\nfrom: permissions-boundary # bounded by hand\nb,',
      { a: EXEMPTIBLE, b: ['permissions-boundary'] },
    ],
    [
      'what the last heading says',
      'from: tags\r\na\r\n  from:permissions-boundary\r\nb',
      { a: ['tags'], b: ['permissions-boundary'] },
    ],
    ['everything where no line is a heading', '# from: tags\na, from', { a: EXEMPTIBLE, from: EXEMPTIBLE }],
  ])('takes entries below a heading to be exempt from %s', (_, text, expected) => {
    const found = parseExemptionList(text).map(({ match: { name = '' }, from }) => [name, from]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each([
    [
      'of a guardrail that is none',
      'a\nfrom: tag\nb',
      'line 2: "from: tag" is not allowed; allowed: from: all, or from: with',
    ],
    ['of a guardrail that no list exempts from', 'from: revoker', '"from: revoker" is not allowed'],
    ['of one among others', 'from: tags, boundary', '"from: tags, boundary" is not allowed'],
    ['of everything and more', 'from: all, tags', '"from: all, tags" is not allowed'],
    ['of nothing', 'from:\na', 'line 1: "from:" is not allowed; allowed: from: all'],
    ['that ends in a comma', 'from: tags,\na', '"from: tags," is not allowed'],
    ['behind a name', 'a, from: tags', 'line 1: "from: tags" is not allowed; allowed: names of letters'],
    ['in capitals', 'From: tags', 'line 1: "From: tags" is not allowed; allowed: names of letters'],
  ])('refuses a heading %s', (_, text, message) => {
    expect(refusalOf(text)).toContain(message);
    expect(refusalOf(text)).toMatch(/allowed: .*from: .*tags/);
  });

  it.each([
    ['a blank in a name', 'a\nb c\n', 'line 2: "b c" is not allowed; allowed: names of letters'],
    ['a pattern', 'a, b,\nci-*', 'line 2: "ci-*" is not allowed'],
    ['an ARN of no principal', 'arn:aws:s3:::bucket', 'line 1: "arn:aws:s3:::bucket" is not allowed'],
    ['nothing at all', ' \n', 'the object is empty'],
    ['an ARN with a pattern', 'arn:aws:iam::111122223333:role/*', 'line 1: '],
    [
      'an ARN whose path holds a comma',
      'arn:aws:iam::111122223333:user/last,first',
      'line 1: "arn:aws:iam::111122223333:user/last,first"',
    ],
    ['a name that holds a comma, or two names', 'admin\ndoe,jane\n', 'line 2: "doe,jane" is not allowed; allowed: '],
    ['names without a blank behind their commas', 'a, doe,jane,eve', 'line 1: "doe,jane" is not allowed'],
    ['an ARN whose path holds a #', 'arn:aws:iam::111122223333:user/a#b/x', 'line 1: '],
    ['an ARN of a group', 'arn:aws:iam::111122223333:group/team', 'line 1: '],
    ['a page of errors', '\n\n<html>', 'line 3: "<html>" is not allowed'],
    ['JSON that is no array', '{"match":1}', 'line 1: "{\\"match\\":1}" is not allowed'],
    ['a name beyond 128 characters', 'x'.repeat(129), 'line 1: '],
  ])('refuses %s', (_, text, message) => {
    expect(refusalOf(text)).toContain(message);
  });

  it('reads JSON in the shape of the setting', () => {
    const text = JSON.stringify([
      { '//': 'until the move', match: { tag: 'team:data' }, owner: 'data', reason: 'moves', expires: '2028-02-29' },
      { match: { path: '/ci/*' }, from: ['tags'], owner: 'platform', reason: 'made by hand' },
      { match: { name: 'build' }, from: 'all', owner: 'platform', reason: 'made by hand' },
    ]);
    expect(parseExemptionList(`\n${text}`)).toEqual([
      { match: { tag: 'team:data' }, from: EXEMPTIBLE, owner: 'data', reason: 'moves', expires: '2028-02-29' },
      { match: { path: '/ci/*' }, from: ['tags'], owner: 'platform', reason: 'made by hand' },
      { match: { name: 'build' }, from: EXEMPTIBLE, owner: 'platform', reason: 'made by hand' },
    ]);
  });

  const entry = (overrides: object) => ({ match: { name: 'a' }, owner: 'o', reason: 'r', ...overrides });

  it.each([
    ['no match', entry({ match: undefined }), 'match: nothing is not allowed; allowed: an object with arn, name'],
    ['an empty match', entry({ match: {} }), 'match: {} is not allowed; allowed: exactly one of arn, name, path'],
    ['two matches', entry({ match: { name: 'a', path: '/' } }), 'allowed: exactly one of'],
    ['an unknown match', entry({ match: { id: 'AIDA' } }), 'match: "id" is not allowed'],
    ['an empty pattern', entry({ match: { name: ' ' } }), 'match.name: " " is not allowed; allowed: a name of up to'],
    [
      'an ARN that is none',
      entry({ match: { arn: 'banana' } }),
      'match.arn: "banana" is not allowed; allowed: the ARN',
    ],
    ['a path without its slash', entry({ match: { path: 'ci' } }), 'match.path: "ci" is not allowed'],
    ['a tag without a key', entry({ match: { tag: ':x' } }), 'match.tag: ":x" is not allowed'],
    [
      'an unknown guardrail',
      entry({ from: ['revoker'] }),
      'from: ["revoker"] is not allowed; allowed: a list of "perm',
    ],
    ['everything in a list', entry({ from: ['all'] }), 'from: ["all"] is not allowed; allowed: a list of'],
    ['a guardrail without its list', entry({ from: 'tags' }), 'from: "tags" is not allowed; allowed: a list of'],
    ['a guardrail named twice', entry({ from: ['tags', 'tags', 'x'] }), 'from: '],
    ['no guardrail', entry({ from: [] }), 'from: [] is not allowed'],
    ['no owner', entry({ owner: undefined }), 'owner: nothing is not allowed'],
    ['a reason that is no text', entry({ reason: 1 }), 'reason: 1 is not allowed'],
    [
      'a day that is none',
      entry({ expires: '2027-02-30' }),
      'expires: "2027-02-30" is not allowed; allowed: a day such',
    ],
    ['a month that is none', entry({ expires: '2027-13-01' }), 'expires: '],
    ['a day in other words', entry({ expires: 'tomorrow' }), 'expires: '],
    ['an unknown key', entry({ expiry: '2027-01-01' }), 'entry: "expiry" is not allowed; allowed: match, from, owner'],
    ['no object', 'a', 'entry: "a" is not allowed; allowed: an object with match'],
  ])('refuses in JSON %s, and names the line on which the entry begins', (_, wrong, message) => {
    const text = `[\n  ${JSON.stringify(entry({ reason: 'a "quoted", [odd] {text}' }))},\n\n  ${JSON.stringify(wrong)}\n]`;
    expect(refusalOf(text)).toContain('line 4: ');
    expect(refusalOf(text)).toContain(message);
  });

  it.each([
    ['a comma too many', `[\n${JSON.stringify(entry({}))},\n]`, 'line 3: '],
    ['an end that is missing', `[\n${JSON.stringify(entry({}))}\n`, 'line 2: '],
    ['a bracket that is all there is', '[', 'line 1: '],
  ])('refuses JSON with %s', (_, text, message) => {
    expect(refusalOf(text)).toContain(message);
    expect(refusalOf(text)).toContain('allowed: a JSON array of exemptions');
  });
});
