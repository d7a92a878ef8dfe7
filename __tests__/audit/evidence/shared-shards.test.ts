import fc from 'fast-check';
import { keepEvidence } from '../../../src/audit/evidence/evidence-shards';
import type { EvidenceStore } from '../../../src/aws/evidence-store';
import type { FetchedReport } from '../../../src/audit/evidence/stored-evidence';
import { aStore } from '../support/memory-store';
import { ACCOUNT, aSubject } from '../support/subjects';
import { shardsIn } from '../support/whole-run';

const KEY = `accounts/${ACCOUNT}/evidence/1.json`;
const NAMES = ['a', 'b'];
const SERVICES = ['ec2', 's3', 'sqs'];
const subjects = NAMES.map((name) => aSubject({ name, basis: { fingerprint: 'f', shard: 1 } }));
const account = new Set(subjects.map(({ id }) => id));

const dayOf = (day: number) => new Date(Date.UTC(2026, 4, 1 + day)).toISOString();

/** What a run of one of two guardrails asked for. */
interface Asked {
  readonly guardrail: string;
  readonly day: number;
  readonly reports: readonly FetchedReport[];
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    guardrail: fc.constantFrom('one', 'other'),
    day: fc.integer({ min: 0, max: 5 }),
    of: fc.dictionary(fc.constantFrom(...NAMES), fc.subarray(SERVICES), { minKeys: 1 }),
  })
  .map(({ guardrail, day, of }) => ({
    ...{ guardrail, day },
    reports: Object.entries(of).map(([name, services]) => ({
      ...{ id: `AROA${name.toUpperCase()}`, shard: 1, fingerprint: 'f', fetchedAt: dayOf(day) },
      services: services.map((service) => ({ service, entities: 0 })),
    })),
  }));
const runs = fc.array(asked, { minLength: 1, maxLength: 6 });

const keep = ({ guardrail, day, reports }: Asked, store: EvidenceStore) =>
  keepEvidence(reports, { subjects, account, startedAt: dayOf(day) }, shardsIn(store, undefined, guardrail));

async function oneAfterTheOther(all: readonly Asked[]): Promise<string | undefined> {
  const store = aStore();
  for (const one of all) await keep(one, store);
  return store.objects.get(KEY);
}

describe('what the runs of two guardrails keep in one shard', () => {
  it('is the same bytes whatever order they end in, and however often each is repeated', () =>
    fc.assert(
      fc.asyncProperty(
        runs.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        async ([all, again]) => {
          expect(await oneAfterTheOther(again)).toBe(await oneAfterTheOther(all));
        },
      ),
      { numRuns: 200 },
    ));

  it('is all of it where they read and write at the same time, in any order', () =>
    fc.assert(
      fc.asyncProperty(runs, fc.scheduler(), async (all, scheduler) => {
        const store = aStore();
        const slow: EvidenceStore = {
          ...store,
          find: (key) => scheduler.schedule(Promise.resolve(), 'find').then(() => store.find(key)),
          replaceJson: (key, value, found) =>
            scheduler.schedule(Promise.resolve(), 'replace').then(() => store.replaceJson(key, value, found)),
        };
        await scheduler.waitFor(Promise.all(all.map((one) => keep(one, slow))));
        expect(store.objects.get(KEY)).toBe(await oneAfterTheOther(all));
      }),
      { numRuns: 200 },
    ));

  it('fails where others change it again and again', async () => {
    const store: EvidenceStore = { ...aStore(), replaceJson: () => Promise.resolve(false) };
    const one = { id: 'AROAA', shard: 1, fingerprint: 'f', fetchedAt: dayOf(0), services: [] };
    await expect(keep({ guardrail: 'one', day: 0, reports: [one] }, store)).rejects.toThrow(
      `${KEY} was changed by others 20 times`,
    );
  });
});
