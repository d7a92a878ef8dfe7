import { transformerOf } from '../../src/embedded-account/events/input-transformer';

const event = { account: '111122223333', detail: { name: 'look', names: ['a', 'b'], count: 2, parameters: null } };
const textOf = (paths: Record<string, string>, template: string) => transformerOf(paths, template).textOf(event);

describe('an input transformer', () => {
  it('puts values of the event into its lines, which keep their quotes', () => {
    const paths = { account: '$.account', name: '$.detail.name', count: '$.detail.count' };
    expect(textOf(paths, '"In <account>:"\n"<name> <count> times"')).toBe('"In 111122223333:"\n"look 2 times"');
  });

  it('takes one member of a list', () => {
    expect(textOf({ second: '$.detail.names[1]' }, '"<second>"')).toBe('"b"');
  });

  it.each(['$.detail.other', '$.detail.names[7]', '$.detail.parameters.name', '$.detail.parameters'])(
    'leaves nothing behind of what the event does not have: %s',
    (path) => {
      expect(textOf({ it: path }, '"[<it>]"')).toBe('"[]"');
    },
  );

  it('puts a list into a text without the quotes of its members', () => {
    expect(textOf({ all: '$.detail.names' }, '"of <all>"')).toBe('"of [a,b]"');
  });

  it('refuses to guess how a record reads in a text', () => {
    expect(() => textOf({ all: '$.detail' }, '"<all>"')).toThrow('$.detail');
  });

  it.each<[string, Record<string, string>, string]>([
    ['a line without quotes', {}, 'In an account'],
    ['a template that is JSON', { account: '$.account' }, '{"account": <account>}'],
    ['a value without a path', {}, '"<account>"'],
    ['a path that is none', { account: 'account' }, '"<account>"'],
    ['more text than EventBridge takes', {}, JSON.stringify('x'.repeat(8_192))],
    [
      'more paths than EventBridge takes',
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`p${n}`, '$.id'])),
      '""',
    ],
  ])('is refused with %s', (_, paths, template) => {
    expect(() => transformerOf(paths, template)).toThrow();
  });
});
