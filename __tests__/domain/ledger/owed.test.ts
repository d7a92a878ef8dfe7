import { isDue, owedEntry, sortOwed, type Owed, type NoticeState } from '../../../src/domain/ledger/owed';

const now = new Date('2026-06-01T12:05:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

const anOwed = (overrides: Partial<Owed> = {}): Owed => ({
  accountId: '111122223333',
  principalId: 'root',
  guardrail: 'revoker',
  entryId: owedEntry(ago(90), 'e1'),
  callKey: 'e1',
  at: ago(90),
  notedAt: ago(61),
  caller: 'root',
  identity: 'root of account 111122223333',
  line: 'deleted user eve',
  notices: ['told-root'],
  ...overrides,
});
const told = (entries: Record<string, NoticeState>) => new Map(Object.entries(entries));

describe('owedEntry', () => {
  it('sorts as the calls were made', () => {
    const entries = [owedEntry(ago(1), 'a'), owedEntry(ago(2), 'b'), owedEntry(ago(100), 'c')];
    expect([...entries].sort()).toEqual([...entries].reverse());
  });
});

describe('isDue', () => {
  it.each([
    ['nothing is owed', [], false],
    ['the oldest may still be joined by others', [anOwed({ notedAt: ago(59) })], false],
    ['the oldest has waited a minute', [anOwed({ notedAt: ago(1) }), anOwed({ notedAt: ago(60) })], true],
  ])('knows when to tell: %s', (_, owed, expected) => {
    expect(isDue(owed, now)).toBe(expected);
  });
});

describe('sortOwed', () => {
  const one = anOwed();

  it.each<[string, Record<string, NoticeState>, Owed, 'said' | 'ready' | 'waiting']>([
    ['its notice named it', { 'told-root': { isTold: true, names: 'e1' } }, one, 'said'],
    ['its notice named another', { 'told-root': { isTold: true, names: 'e0' } }, one, 'ready'],
    ['its notice was told by a version that kept no names', { 'told-root': { isTold: true } }, one, 'ready'],
    ['its notice is still to come', { 'told-root': { isTold: false } }, one, 'waiting'],
    ['nobody knows its notice', {}, one, 'waiting'],
    [
      'one of its notices is still to come',
      { a: { isTold: true, names: 'e0' } },
      anOwed({ notices: ['a', 'b'] }),
      'waiting',
    ],
    ['one of its notices named it', { b: { isTold: true, names: 'e1' } }, anOwed({ notices: ['a', 'b'] }), 'said'],
    ['no notice was ever meant', {}, anOwed({ notices: [] }), 'ready'],
    ['its notice comes no more', {}, anOwed({ notedAt: ago(20 * 60) }), 'ready'],
    ['its notice may come yet', {}, anOwed({ notedAt: ago(20 * 60 - 1) }), 'waiting'],
  ])('knows what is to be told: %s', (_, notices, owed, expected) => {
    const { said, ready } = sortOwed([owed], told(notices), now);
    expect(said.length + ready.length).toBeLessThanOrEqual(1);
    expect(said.length > 0 ? 'said' : ready.length > 0 ? 'ready' : 'waiting').toBe(expected);
  });
});
