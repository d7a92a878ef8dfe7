import { earlierEvidence, keepEvidence } from '../../../src/audit/evidence/evidence-shards';
import type { KnownEvidence } from '../../../src/audit/evidence/known-evidence';
import { anError } from '../support/advised';
import { aStore } from '../support/memory-store';
import { ACCOUNT, aSubject } from '../support/subjects';
import { shardsIn } from '../support/whole-run';

const FIRST = '2026-05-01T00:00:00.000Z';
const SECOND = '2026-05-08T00:00:00.000Z';
const THIRD = '2026-05-15T00:00:00.000Z';
const now = new Date('2026-05-22T00:00:00.000Z');
const reuse = { now, refreshDays: 30 };

const subjects = ['a', 'b', 'c'].map((name) =>
  aSubject({ name, basis: { fingerprint: `f-${name}`, shard: name === 'c' ? 2 : 1 } }),
);
const known = (name: string, fetchedAt: string, overrides: Partial<KnownEvidence> = {}): KnownEvidence => ({
  ...{ id: `AROA${name.toUpperCase()}`, shard: name === 'c' ? 2 : 1, fingerprint: `f-${name}`, fetchedAt },
  services: [
    { service: 's3', lastUsedAt: FIRST, entities: 1 },
    { service: 'sqs', entities: 0 },
  ],
  ...overrides,
});
const aShard = (shard: number, evidence: readonly KnownEvidence[], overrides: object = {}) => ({
  ...{ version: 1, accountId: ACCOUNT, shard, evidence },
  ...overrides,
});
const withShards = (one: unknown, two: unknown = aShard(2, [])) =>
  aStore({ 'base/evidence/1.json': one, 'base/evidence/2.json': two });

describe('evidence of earlier runs', () => {
  it('is found by id, whether or not it still holds', async () => {
    const store = withShards(aShard(1, [known('a', FIRST), known('gone', FIRST)]), aShard(2, [known('c', SECOND)]));
    const found = await earlierEvidence(subjects, shardsIn(store), reuse);
    expect([...found].sort()).toEqual([
      ['AROAA', { known: known('a', FIRST), isCurrent: true }],
      ['AROAC', { known: known('c', SECOND), isCurrent: true }],
    ]);
    const late = { now: new Date('2026-06-01T00:00:00.000Z'), refreshDays: 30 };
    const holding = async (by?: typeof late) =>
      [...(await earlierEvidence(subjects, shardsIn(store), by))].sort().map(([, { isCurrent }]) => isCurrent);
    expect(await holding(late)).toEqual([false, true]);
    expect(await holding()).toEqual([false, false]);
  });

  it('comes back with what it remembers of grants', async () => {
    const remembered = known('a', FIRST, {
      services: [{ service: 's3', entities: 0, grantedAt: FIRST }],
      formerly: ['sqs'],
    });
    const store = withShards(aShard(1, []));
    await keepEvidence([remembered], { subjects, startedAt: FIRST }, shardsIn(store));
    expect((await earlierEvidence(subjects, shardsIn(store))).get('AROAA')?.known).toEqual(remembered);
  });

  it('is that of nobody where nothing was ever kept', async () => {
    expect(await earlierEvidence(subjects, shardsIn(aStore()), reuse)).toEqual(new Map());
  });

  it.each([
    ['another version', aShard(1, [known('a', FIRST)], { version: 2 })],
    ['another account', aShard(1, [known('a', FIRST)], { accountId: '444455556666' })],
    ['another shard', aShard(2, [known('a', FIRST)])],
    ['an entry of another shard', aShard(1, [known('a', FIRST, { shard: 2 })])],
    ['a time that is none', aShard(1, [known('a', 'yesterday')])],
    ['something else', []],
  ])('is ignored where the object is of %s, and the others are read', async (_, one) => {
    const ignored: string[] = [];
    const store = withShards(one, aShard(2, [known('c', FIRST)]));
    const found = await earlierEvidence(
      subjects,
      shardsIn(store, (key) => ignored.push(key)),
      reuse,
    );
    expect([...found.keys()]).toEqual(['AROAC']);
    expect(ignored).toEqual(['base/evidence/1.json']);
  });

  it('fails the batch where it must not be read', async () => {
    const store = { ...aStore(), getJson: () => Promise.reject(anError('AccessDenied')) };
    await expect(earlierEvidence(subjects, shardsIn(store), reuse)).rejects.toThrow('AccessDenied');
  });
});

describe('keeping evidence', () => {
  const run = { subjects, startedAt: SECOND };

  it('replaces what is older, leaves what others have, drops who is gone, and writes no other shard', async () => {
    const store = withShards(aShard(1, [known('a', FIRST), known('b', FIRST), known('gone', FIRST)]));
    const two = store.objects.get('base/evidence/2.json');
    await keepEvidence([known('b', SECOND)], run, shardsIn(store));
    expect(await store.getJson('base/evidence/1.json')).toEqual(aShard(1, [known('a', FIRST), known('b', SECOND)]));
    expect(store.objects.get('base/evidence/2.json')).toBe(two);
  });

  it('ends in the same bytes however often it is repeated', async () => {
    const store = withShards(aShard(1, [known('a', FIRST)]));
    const fresh = [known('b', SECOND), known('c', SECOND), known('a', SECOND)];
    await keepEvidence(fresh, run, shardsIn(store));
    const once = new Map(store.objects);
    await keepEvidence(fresh, run, shardsIn(store));
    expect(store.objects).toEqual(once);
  });

  it('takes nothing back that a later run has kept', async () => {
    const later = [known('a', THIRD), known('new', THIRD)];
    const store = withShards(aShard(1, later));
    await keepEvidence([known('a', SECOND), known('b', SECOND)], run, shardsIn(store));
    expect(await store.getJson('base/evidence/1.json')).toEqual(
      aShard(1, [known('a', THIRD), known('b', SECOND), known('new', THIRD)]),
    );
  });

  it('writes anew what cannot be read', async () => {
    const store = withShards({ version: 0 });
    const ignored: string[] = [];
    await keepEvidence(
      [known('a', SECOND)],
      run,
      shardsIn(store, (key) => ignored.push(key)),
    );
    expect(await store.getJson('base/evidence/1.json')).toEqual(aShard(1, [known('a', SECOND)]));
    expect(ignored).toEqual(['base/evidence/1.json']);
  });

  it.each([
    ['somebody whom the run does not look at', known('gone', SECOND)],
    ['another fingerprint', known('a', SECOND, { fingerprint: 'other' })],
    ['another shard', known('a', SECOND, { shard: 2 })],
  ])('refuses evidence of %s', async (_, odd) => {
    await expect(keepEvidence([odd], run, shardsIn(aStore()))).rejects.toThrow('rests on something else');
  });
});
