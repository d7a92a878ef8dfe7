import { earlierEvidence, keepEvidence } from '../../../src/audit/evidence/evidence-shards';
import { grantedAtOf } from '../../../src/audit/evidence/grant-history';
import { aStore, type MemoryStore } from '../support/memory-store';
import { ACCOUNT, aSubject } from '../support/subjects';
import { shardsIn } from '../support/whole-run';

const GRANTED = '2026-04-01T00:00:00.000Z';
const FETCHED = '2026-05-01T00:00:00.000Z';
const LATER = '2026-05-08T00:00:00.000Z';
const KEY = `accounts/${ACCOUNT}/evidence/1.json`;

const app = aSubject({ name: 'app', basis: { fingerprint: 'f', shard: 1 } });
const reuse = { now: new Date(LATER), refreshDays: 30, sharedHours: 12 };

/** A shard as functions of before wrote it: of somebody who had `sns` granted lately, and `ec2` taken away. */
const entry = {
  ...{ id: app.id, shard: 1, fingerprint: 'f', fetchedAt: FETCHED, formerly: ['ec2'] },
  services: [
    { service: 's3', lastUsedAt: GRANTED, entities: 1 },
    { service: 'sns', entities: 0, grantedAt: GRANTED },
  ],
};
const former = (overrides: object = {}) => ({
  'base/evidence/1.json': { version: 1, accountId: ACCOUNT, shard: 1, evidence: [entry], ...overrides },
});

const found = async (store: MemoryStore, ignored: string[] = []) =>
  (
    await earlierEvidence(
      [app],
      shardsIn(store, (key) => ignored.push(key)),
      reuse,
    )
  ).get(app.id);

/** A run that asked about the principal anew. @param guardrail with a former place of its own, or a new one */
const keep = (store: MemoryStore, fetchedAt: string, services: readonly string[], guardrail = 'one') =>
  keepEvidence(
    [
      {
        ...{ id: app.id, shard: 1, fingerprint: 'f', fetchedAt },
        services: services.map((service) => ({ service, entities: 0 })),
      },
    ],
    { subjects: [app], account: new Set([app.id]), startedAt: fetchedAt },
    { ...shardsIn(store), guardrail, ...(guardrail !== 'one' && { formerBases: [] }) },
  );

describe('evidence that a guardrail kept for itself before', () => {
  it('counts as if it were kept for all: its report stands for a new one, and its dates hold', async () => {
    const { known, standing } = (await found(aStore(former()))) ?? {};
    expect(standing).toBe('current');
    expect(known?.report).toEqual({
      ...{ fingerprint: 'f', fetchedAt: FETCHED },
      services: [
        { service: 's3', lastUsedAt: GRANTED, entities: 1 },
        { service: 'sns', entities: 0 },
      ],
    });
    const grantedAt = ['s3', 'sns', 'ec2'].map((service) => known && grantedAtOf(known.history, service));
    expect(grantedAt).toEqual([undefined, GRANTED, undefined]);
  });

  it('tells the first report of after what is new, and is not read a second time', async () => {
    const store = aStore(former());
    await keep(store, LATER, ['ec2', 's3', 'sns', 'sqs']);
    store.objects.delete('base/evidence/1.json');
    const { known } = (await found(store)) ?? {};
    const grantedAt = ['s3', 'sns', 'ec2', 'sqs'].map((service) => known && grantedAtOf(known.history, service));
    // What was taken away once and is back is not new.
    expect(grantedAt).toEqual([undefined, GRANTED, undefined, LATER]);
  });

  it('is added where another guardrail was the first to write for all', async () => {
    const store = aStore(former());
    await keep(store, LATER, ['ec2', 's3', 'sns', 'sqs'], 'other');
    const { known } = (await found(store)) ?? {};
    expect(known?.report.askedBy).toBe('other');
    const grantedAt = ['s3', 'sns', 'ec2', 'sqs'].map((service) => known && grantedAtOf(known.history, service));
    expect(grantedAt).toEqual([undefined, GRANTED, undefined, LATER]);
  });

  it('is dropped with its principal', async () => {
    const gone = { ...entry, id: 'AROAGONE' };
    const store = aStore(former({ evidence: [entry, gone] }));
    await keep(store, LATER, ['s3']);
    expect(store.objects.get(KEY)).not.toContain('AROAGONE');
  });

  it.each([
    ['another version', { version: 2 }],
    ['another account', { accountId: '444455556666' }],
    ['another shard', { shard: 2 }],
    ['an entry of another shard', { evidence: [{ ...entry, shard: 2 }] }],
    ['a time that is none', { evidence: [{ ...entry, fetchedAt: 'yesterday' }] }],
  ])('is ignored where the object is of %s', async (_, overrides) => {
    const ignored: string[] = [];
    expect(await found(aStore(former(overrides)), ignored)).toBeUndefined();
    expect(ignored).toEqual(['base/evidence/1.json']);
  });
});
