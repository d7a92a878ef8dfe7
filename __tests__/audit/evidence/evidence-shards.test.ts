import { earlierEvidence, keepEvidence } from '../../../src/audit/evidence/evidence-shards';
import { historyOf } from '../../../src/audit/evidence/grant-history';
import type { KnownEvidence } from '../../../src/audit/evidence/known-evidence';
import { storedShard, type FetchedReport } from '../../../src/audit/evidence/stored-evidence';
import { anError } from '../support/advised';
import { aStore, type MemoryStore } from '../support/memory-store';
import { ACCOUNT, aSubject } from '../support/subjects';
import { shardsIn } from '../support/whole-run';

const FIRST = '2026-05-01T00:00:00.000Z';
const SECOND = '2026-05-08T00:00:00.000Z';
const THIRD = '2026-05-15T00:00:00.000Z';
const now = new Date('2026-05-22T00:00:00.000Z');
const reuse = { now, refreshDays: 30, sharedHours: 12 };

const subjects = ['a', 'b', 'c'].map((name) =>
  aSubject({ name, basis: { fingerprint: `f-${name}`, shard: name === 'c' ? 2 : 1 } }),
);
const services = [
  { service: 's3', lastUsedAt: FIRST, entities: 1 },
  { service: 'sqs', entities: 0 },
];
const idOf = (name: string) => `AROA${name.toUpperCase()}`;
const fetched = (name: string, fetchedAt: string, overrides: Partial<FetchedReport> = {}): FetchedReport => ({
  ...{ id: idOf(name), shard: name === 'c' ? 2 : 1, fingerprint: `f-${name}`, fetchedAt, services },
  ...overrides,
});
/** As a run of the guardrail keeps it that knew nothing before. */
const known = (name: string, fetchedAt: string, askedBy = 'one'): KnownEvidence => ({
  id: idOf(name),
  report: { fingerprint: `f-${name}`, fetchedAt, askedBy, services },
  history: historyOf({ fetchedAt, services }),
});
const FORMER = (shard: number) => `base/evidence/${shard}.json`;
const KEY = (shard: number) => `accounts/${ACCOUNT}/evidence/${shard}.json`;
const aShard = (shard: number, principals: readonly KnownEvidence[], overrides: object = {}) => ({
  ...storedShard({ former: [FORMER(shard)], principals }, { shard, accountId: ACCOUNT }),
  ...overrides,
});
const withShards = (one: unknown, two: unknown = aShard(2, [])) => aStore({ [KEY(1)]: one, [KEY(2)]: two });

const run = { subjects, account: new Set(subjects.map(({ id }) => id)), startedAt: SECOND };
const earlierIn = (store: MemoryStore) => earlierEvidence(subjects, shardsIn(store), reuse);
const kept = async (store: MemoryStore) => new Map([...(await earlierIn(store))].map(([id, one]) => [id, one.known]));
const asStored = (evidence: readonly KnownEvidence[], shard = 1) =>
  JSON.parse(JSON.stringify(aShard(shard, evidence))) as unknown;

describe('evidence of earlier runs', () => {
  it('is found by id, whether or not it still holds', async () => {
    const store = withShards(aShard(1, [known('a', FIRST), known('gone', FIRST)]), aShard(2, [known('c', SECOND)]));
    expect([...(await earlierIn(store))].sort()).toEqual([
      ['AROAA', { known: known('a', FIRST), standing: 'current' }],
      ['AROAC', { known: known('c', SECOND), standing: 'current' }],
    ]);
    const late = { ...reuse, now: new Date('2026-06-01T00:00:00.000Z') };
    const standing = async (by?: typeof late) =>
      [...(await earlierEvidence(subjects, shardsIn(store), by))].sort().map(([, one]) => one.standing);
    expect(await standing(late)).toEqual(['outdated', 'current']);
    expect(await standing()).toEqual(['outdated', 'outdated']);
  });

  it('comes back with everything that was kept', async () => {
    const store = aStore();
    const denies = ['a deny of its own'];
    const basis = { fingerprint: 'f-a', grants: 'g', shard: 1 };
    const [a] = [aSubject({ name: 'a', basis })];
    await keepEvidence([fetched('a', FIRST)], run, shardsIn(store));
    await keepEvidence(
      [fetched('a', SECOND, { grants: 'g', denies, services: [{ service: 'sns', entities: 0 }] })],
      { ...run, subjects: [a] },
      shardsIn(store),
    );
    expect((await kept(store)).get('AROAA')).toEqual({
      id: 'AROAA',
      report: {
        ...{ fingerprint: 'f-a', grants: 'g', fetchedAt: SECOND, askedBy: 'one', denies },
        services: [{ service: 'sns', entities: 0 }],
      },
      history: {
        ...{ firstReportAt: FIRST, lastReportAt: SECOND },
        services: new Map([
          ['s3', { firstSeenAt: FIRST, lastMissingAt: SECOND }],
          ['sqs', { firstSeenAt: FIRST, lastMissingAt: SECOND }],
          ['sns', { firstSeenAt: SECOND, lastMissingAt: FIRST }],
        ]),
      },
    });
  });

  it('is that of nobody where nothing was ever kept', async () => {
    expect(await earlierIn(aStore())).toEqual(new Map());
  });

  it.each([
    ['another version', aShard(1, [known('a', FIRST)], { version: 3 })],
    ['another account', aShard(1, [known('a', FIRST)], { accountId: '444455556666' })],
    ['another shard', aShard(2, [known('a', FIRST)])],
    ['a time that is none', aShard(1, [known('a', FIRST)], { principals: [{ id: 'AROAA', report: 'yesterday' }] })],
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
    expect(ignored).toEqual([KEY(1)]);
  });

  it('fails the batch where it must not be read', async () => {
    const store = { ...aStore(), find: () => Promise.reject(anError('AccessDenied')) };
    await expect(earlierEvidence(subjects, shardsIn(store), reuse)).rejects.toThrow('AccessDenied');
  });
});

describe('keeping evidence', () => {
  it('replaces what is older, leaves what others have, drops who is gone, and writes no other shard', async () => {
    const store = withShards(aShard(1, [known('a', FIRST), known('b', FIRST), known('gone', FIRST)]));
    const two = store.objects.get(KEY(2));
    await keepEvidence([fetched('b', SECOND)], run, shardsIn(store));
    const { report } = known('b', SECOND);
    const { services: seen } = known('b', FIRST).history;
    const b = { id: 'AROAB', report, history: { firstReportAt: FIRST, lastReportAt: SECOND, services: seen } };
    expect(await store.getJson(KEY(1))).toEqual(asStored([known('a', FIRST), b]));
    expect(store.objects.get(KEY(2))).toBe(two);
  });

  it('leaves what is kept of those who are in the account, and whom the run does not look at', async () => {
    const store = withShards(aShard(1, [known('a', FIRST), known('role', FIRST), known('gone', FIRST)]));
    const account = new Set([...run.account, 'AROAROLE']);
    await keepEvidence([fetched('b', SECOND)], { ...run, account }, shardsIn(store));
    expect(await store.getJson(KEY(1))).toEqual(
      asStored([known('a', FIRST), known('b', SECOND), known('role', FIRST)]),
    );
  });

  it('ends in the same bytes however often it is repeated, and writes nothing again', async () => {
    const store = withShards(aShard(1, [known('a', FIRST)]));
    const fresh = [fetched('b', SECOND), fetched('c', SECOND), fetched('a', SECOND)];
    await keepEvidence(fresh, run, shardsIn(store));
    const once = new Map(store.objects);
    const refusing = { ...store, replaceJson: () => Promise.reject(new Error('nothing is left to write')) };
    await keepEvidence(fresh, run, shardsIn(refusing));
    expect(store.objects).toEqual(once);
  });

  it('takes nothing back that a later run has kept', async () => {
    const store = withShards(aShard(1, [known('a', THIRD), known('new', THIRD)]));
    await keepEvidence([fetched('a', SECOND), fetched('b', SECOND)], run, shardsIn(store));
    const found = await kept(store);
    expect(found.get('AROAA')?.report.fetchedAt).toBe(THIRD);
    expect(JSON.stringify(await store.getJson(KEY(1)))).toContain('AROANEW');
    expect(found.get('AROAB')).toEqual(known('b', SECOND));
  });

  it('writes anew what cannot be read', async () => {
    const store = withShards({ version: 0 });
    const ignored: string[] = [];
    await keepEvidence(
      [fetched('a', SECOND)],
      run,
      shardsIn(store, (key) => ignored.push(key)),
    );
    expect(await store.getJson(KEY(1))).toEqual(asStored([known('a', SECOND)]));
    expect(ignored).toEqual([KEY(1)]);
  });

  it.each([
    ['somebody whom the run does not look at', fetched('gone', SECOND)],
    ['another fingerprint', fetched('a', SECOND, { fingerprint: 'other' })],
    ['another shard', fetched('a', SECOND, { shard: 2 })],
  ])('refuses evidence of %s', async (_, odd) => {
    await expect(keepEvidence([odd], run, shardsIn(aStore()))).rejects.toThrow('rests on something else');
  });
});
