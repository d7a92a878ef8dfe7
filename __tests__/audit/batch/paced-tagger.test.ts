import { pacedTagger } from '../../../src/audit/batch/paced-tagger';
import type { Paced } from '../../../src/aws/iam/paced';
import type { Principal } from '../../../src/domain/identity/principal';

const principal = (kind: Principal['kind']): Principal => ({ kind, accountId: '1', id: 'A', arn: 'arn', name: 'bob' });

describe('a tagger that keeps the pace', () => {
  it('counts tags of users and roles as different actions', async () => {
    const done: string[] = [];
    const paced: Paced = (action, call) => {
      done.push(action);
      return call();
    };
    const note = (what: string): Promise<boolean> => {
      done.push(what);
      return Promise.resolve(what === 'tag');
    };
    const tagger = {
      tag: () => note('tag'),
      untag: () => note('untag'),
    };
    const slow = pacedTagger(tagger, paced);
    expect(await slow.tag(principal('user'), { a: 'b' })).toBe(true);
    expect(await slow.tag(principal('role'), { a: 'b' })).toBe(true);
    expect(await slow.untag(principal('user'), ['a'])).toBe(false);
    expect(await slow.untag(principal('role'), ['a'])).toBe(false);
    const expected = ['TagUser', 'tag', 'TagRole', 'tag', 'UntagUser', 'untag', 'UntagRole', 'untag'];
    expect(done).toEqual(expected);
  });
});
