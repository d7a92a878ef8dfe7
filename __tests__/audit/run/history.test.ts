import { noteHistory } from '../../../src/audit/run/history';
import { aStore } from '../support/memory-store';

const BASE = 'accounts/111122223333/permissions-boundary';
const KEY = `${BASE}/history.json`;

/** A run of a day of May. */
const run = (day: number) => ({
  ...{ runId: `run-${day}`, purpose: 'audit' as const },
  startedAt: new Date(Date.UTC(2026, 4, day, 3)).toISOString(),
});

const idsOf = (history: Awaited<ReturnType<typeof noteHistory>>) =>
  'unread' in history ? history.unread : history.runs.map(({ runId }) => runId);

describe('what earlier runs came to', () => {
  it('is nothing but the first run at first, and grows by each, oldest first', async () => {
    const store = aStore();
    expect(await noteHistory(run(1), { principals: 4 }, BASE, store)).toEqual({
      runs: [{ ...run(1), numbers: { principals: 4 } }],
    });
    expect(idsOf(await noteHistory(run(2), { principals: 5 }, BASE, store))).toEqual(['run-1', 'run-2']);
  });

  it('has a run once however often it is redriven, and tells it nothing of younger ones, which are kept', async () => {
    const store = aStore();
    for (const day of [1, 2, 3]) await noteHistory(run(day), { principals: day }, BASE, store);
    const again = await noteHistory(run(2), { principals: 7 }, BASE, store);
    expect(again).toEqual({
      runs: [
        { ...run(1), numbers: { principals: 1 } },
        { ...run(2), numbers: { principals: 7 } },
      ],
    });
    expect(idsOf(await noteHistory(run(4), {}, BASE, store))).toEqual(['run-1', 'run-2', 'run-3', 'run-4']);
  });

  it('ends after ninety runs, of which the oldest go first', async () => {
    const store = aStore();
    for (let day = 1; day <= 91; day++) await noteHistory(run(day), {}, BASE, store);
    const ids = idsOf(await noteHistory(run(92), {}, BASE, store));
    expect(ids).toHaveLength(90);
    expect([ids[0], ids.at(-1)]).toEqual(['run-3', 'run-92']);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', undefined, /JSON/],
    ['of a later version', { version: 2, runs: [] }, /history\.json: version/],
    [
      'with a run that has no time',
      { version: 1, runs: [{ ...run(1), startedAt: 'then', numbers: {} }] },
      /runs\.0\.startedAt/,
    ],
  ])('is said to be unreadable where the object is %s, and left as it is', async (_, object, why) => {
    const store = aStore({ [KEY]: object });
    if (object === undefined) store.objects.set(KEY, 'no JSON');
    const before = store.objects.get(KEY);
    expect(idsOf(await noteHistory(run(2), {}, BASE, store))).toMatch(why);
    expect(store.objects.get(KEY)).toBe(before);
  });

  it('is said to be unreadable where the store refuses, in one line', async () => {
    const store = { ...aStore(), find: () => Promise.reject(new Error('Access\nDenied')) };
    expect(await noteHistory(run(1), {}, BASE, store)).toEqual({ unread: 'Access Denied' });
  });

  it('is read again where another run has written it meanwhile, so that none is lost', async () => {
    const store = aStore();
    let [meanwhile] = [true];
    const busy = {
      ...store,
      replaceJson: async (...given: Parameters<typeof store.replaceJson>) => {
        if (meanwhile) {
          meanwhile = false;
          await noteHistory(run(1), {}, BASE, store);
        }
        return store.replaceJson(...given);
      },
    };
    expect(idsOf(await noteHistory(run(2), {}, BASE, busy))).toEqual(['run-1', 'run-2']);
  });

  it('is said to be unknown where others write all the time', async () => {
    const store = { ...aStore(), replaceJson: () => Promise.resolve(false) };
    expect(idsOf(await noteHistory(run(1), {}, BASE, store))).toBe('other runs wrote at the same time');
  });
});
