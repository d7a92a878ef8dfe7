import { gatherEach, type Looked } from '../../../src/audit/recorded/gather-each';
import { anError } from '../support/advised';
import { aSubject } from '../support/subjects';

const SUBJECTS = ['ada', 'bob'].map((name) => aSubject({ name }));
const named = (name: string) => (error: unknown) => error instanceof Error && error.name === name;
const KINDS = { isDenied: named('AccessDenied'), isExpired: named('ExpiredToken') };

/** What is found of two principals. */
async function gathered(look: (name: string) => Promise<string>, of = SUBJECTS) {
  const found: Record<string, Looked<string>> = {};
  const gather = gatherEach(({ name }) => look(name), KINDS);
  const kept = await gather(of, ({ name }, looked) => {
    found[name] = looked;
    return Promise.resolve();
  });
  return { found, kept };
}

describe('looking at each principal by itself', () => {
  it('finds what each look says', async () => {
    await expect(gathered((name) => Promise.resolve(`keys of ${name}`))).resolves.toEqual({
      found: {
        ada: { kind: 'seen', evidence: 'keys of ada' },
        bob: { kind: 'seen', evidence: 'keys of bob' },
      },
      kept: [],
    });
  });

  it('takes what goes wrong with one as its own, a denial too', async () => {
    const look = (name: string) =>
      name === 'ada' ? Promise.reject(anError('AccessDenied', 'no')) : Promise.resolve('keys');
    await expect(gathered(look)).resolves.toMatchObject({
      found: { ada: { kind: 'failed', why: 'AccessDenied: no' }, bob: { kind: 'seen' } },
    });
  });

  it('fails where everybody was denied, and not where everything else went wrong', async () => {
    await expect(gathered(() => Promise.reject(anError('AccessDenied', 'no')))).rejects.toThrow('no');
    await expect(gathered(() => Promise.reject(anError('Throttling')))).resolves.toMatchObject({
      found: { ada: { kind: 'failed' }, bob: { kind: 'failed' } },
    });
  });

  it('does nothing where there is nobody', async () => {
    await expect(gathered(() => Promise.reject(anError('AccessDenied')), [])).resolves.toEqual({ found: {}, kept: [] });
  });

  it('ends with credentials that are no good any more, so that everybody is looked at again', async () => {
    const look = (name: string) =>
      name === 'ada' ? Promise.reject(anError('ExpiredToken', 'over')) : Promise.resolve('keys');
    await expect(gathered(look)).rejects.toThrow('over');
  });
});
