import { carryOut } from '../../../../src/changes/carry-out';
import { tagCarrier, undoTags } from '../../../../src/guardrails/permissions-boundary/apply/tag-carrier';
import { GONE, type TagsSet } from '../../../../src/domain/change/change';

const principal = {
  kind: 'user' as const,
  accountId: '111122223333',
  id: 'AIDA1',
  arn: 'arn:aws:iam::111122223333:user/ada',
  name: 'ada',
};

const someTags = (overrides: Partial<TagsSet> = {}): TagsSet => ({
  ...{ kind: 'tags-set', principal, set: {}, removed: [], before: {} },
  ...overrides,
});

/** Tags of one user, whose keys ignore case, and the calls that were made. */
function aTagger(tags: Record<string, string> = {}) {
  const calls: string[] = [];
  const without = (key: string) => Object.keys(tags).filter((one) => one.toLowerCase() === key.toLowerCase());
  const remove = (keys: readonly string[]) => {
    for (const key of keys.flatMap(without)) Reflect.deleteProperty(tags, key);
  };
  return {
    tags,
    calls,
    tag: (_: unknown, set: Readonly<Record<string, string>>) => {
      calls.push('tag');
      remove(Object.keys(set));
      Object.assign(tags, set);
      return Promise.resolve(true);
    },
    untag: (_: unknown, keys: readonly string[]) => {
      calls.push('untag');
      remove(keys);
      return Promise.resolve(true);
    },
  };
}

describe('tagCarrier', () => {
  it('says of somebody who was deleted meanwhile that they are gone', async () => {
    const tagger = { ...aTagger(), tag: () => Promise.resolve(false) };
    await expect(tagCarrier(tagger)(someTags({ set: { New: '2' } }))).resolves.toEqual({ failed: GONE });
  });

  it('makes room before it sets', async () => {
    const tagger = aTagger({ Old: '1', Team: 'data' });
    await expect(tagCarrier(tagger)(someTags({ set: { New: '2' }, removed: ['Old'] }))).resolves.toBe('done');
    expect(tagger.calls).toEqual(['untag', 'tag']);
    expect(tagger.tags).toEqual({ Team: 'data', New: '2' });
  });

  it.each([
    [{ set: { New: '2' } }, ['tag']],
    [{ removed: ['Old'] }, ['untag']],
  ])('makes no call that changes nothing: %j', async (change, calls) => {
    const tagger = aTagger();
    await tagCarrier(tagger)(someTags(change));
    expect(tagger.calls).toEqual(calls);
  });

  it('lets an error out, for the caller to tell whose it is', async () => {
    const tagger = { ...aTagger(), tag: () => Promise.reject(new Error('Throttling')) };
    const ladder = [[someTags({ set: { New: '2' } })]];
    await expect(carryOut(ladder, 'enforce', tagCarrier(tagger))).rejects.toThrow('Throttling');
  });

  it('is not asked in observe mode', async () => {
    const tagger = aTagger();
    const change = someTags({ set: { New: '2' } });
    await expect(carryOut([[change]], 'observe', tagCarrier(tagger))).resolves.toEqual({
      kind: 'withheld',
      changes: [change],
    });
    expect(tagger.calls).toEqual([]);
  });
});

describe('undoTags', () => {
  it.each([
    ['that was new', {}, { set: { New: '2' } }],
    ['that had another value', { New: '1' }, { set: { New: '2' }, before: { New: '1' } }],
    ['that was spelled otherwise', { NEW: '1' }, { set: { New: '2' }, before: { NEW: '1' } }],
    ['that was removed', { Old: '1' }, { removed: ['Old'], before: { Old: '1' } }],
    [
      'and everything else',
      { Old: '1', A: 'x' },
      { set: { New: '2', A: 'y' }, removed: ['Old'], before: { Old: '1', A: 'x' } },
    ],
  ])('gives back a tag %s', async (_, had, change) => {
    const tagger = aTagger({ Team: 'data', ...had });
    await tagCarrier(tagger)(someTags(change));
    await undoTags(someTags(change), tagger);
    expect(tagger.tags).toEqual({ Team: 'data', ...had });
  });
});
