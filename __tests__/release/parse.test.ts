import { parse } from '../../src/release/parse';

const arn = 'arn:aws:iam::111122223333:user/eu/ada@example.com';

describe('parse', () => {
  it.each([
    [{ principal: arn }, { kind: 'user', by: 'arn', value: arn }],
    [{ principal: 'AIDAROGUE000000000001' }, { kind: 'user', by: 'id', value: 'AIDAROGUE000000000001' }],
    [{ all: true }, { kind: 'all' }],
  ])('reads %j', (payload, expected) => {
    expect(parse(payload)).toEqual(expected);
  });

  it.each([
    [{}, 'payload {}: write {"principal"'],
    [undefined, 'payload undefined: write'],
    [{ principal: arn, all: true }, '{"all": true}'],
    [{ user: 'ada' }, 'payload {"user":"ada"}: write'],
    [{ all: false }, 'payload {"all":false}'],
    [{ principal: 'ada' }, 'principal "ada": write the ARN of an IAM user'],
    [{ principal: 'arn:aws:iam::111122223333:role/ada' }, 'write the ARN of an IAM user'],
  ])('refuses %j, and says what it takes', (payload, words) => {
    expect(() => parse(payload)).toThrow(words);
  });
});
