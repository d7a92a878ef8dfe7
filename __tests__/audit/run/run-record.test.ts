import { checkRun, noteRun, recordOf } from '../../../src/audit/run/run-record';
import { PayloadError } from '../../../src/audit/reading';
import { aStore } from '../support/memory-store';

const run = {
  runId: 'one',
  startedAt: '2026-06-01T00:00:00.000Z',
  purpose: 'change',
  prefix: 'base/runs/one',
} as const;
const KEY = 'base/runs/one/run.json';

async function begun() {
  const store = aStore({});
  await noteRun({ ...run, principals: 3 }, store);
  return store;
}

describe('a run', () => {
  it('is written down as it was begun', async () => {
    const store = await begun();
    await expect(store.getJson(KEY)).resolves.toEqual({
      ...{ version: 1, runId: 'one', startedAt: run.startedAt, purpose: 'change', principals: 3 },
    });
  });

  it('keeps for its summary which exemptions end', async () => {
    const store = aStore({});
    const ending = { match: 'name ci-*', owner: 'data', reason: 'moves', expires: '2026-05-31' };
    // Versions that did not say what an exemption covers wrote the first down.
    const endingExemptions = [ending, { ...ending, from: ['tags'] }];
    await noteRun({ ...run, principals: 3, endingExemptions }, store);
    await expect(recordOf(run, store)).resolves.toMatchObject({ principals: 3, endingExemptions });
  });

  it('is begun again by a later attempt, which may find others', async () => {
    const store = await begun();
    await noteRun({ ...run, principals: 4 }, store);
    await expect(store.getJson(KEY)).resolves.toMatchObject({ principals: 4 });
  });

  it.each([
    ['at another time', { startedAt: '2026-06-01T00:00:01.000Z' }, 'startedAt is 2026-06-01T00:00:00.000Z, and not'],
    ['for another purpose', { purpose: 'upkeep' }, 'purpose is change, and not upkeep'],
  ] as const)('is not begun again %s', async (_, more, message) => {
    const store = await begun();
    await expect(noteRun({ ...run, principals: 3, ...more }, store)).rejects.toThrow(message);
    await expect(store.getJson(KEY)).resolves.toMatchObject({ startedAt: run.startedAt, purpose: run.purpose });
  });

  it('is worked for by whoever is told what the inventory has written', async () => {
    const store = await begun();
    await expect(checkRun(run, store)).resolves.toBeUndefined();
    await expect(checkRun({ ...run, principals: 3 }, store)).resolves.toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['another time', { startedAt: '2026-06-02T00:00:00.000Z' }, `by ${KEY}, startedAt is`],
    ['another purpose', { purpose: 'audit' }, 'purpose is change, and not audit'],
    ['more people', { principals: 4 }, 'principals is 3, and not 4'],
    ['another name', { runId: 'two' }, 'runId is one, and not two'],
    ['what nobody has begun', { prefix: 'base/runs/two', runId: 'two' }, 'input of run two: no inventory has begun it'],
  ])('is not worked for where a function is told %s', async (_, more, message) => {
    const check = checkRun({ ...run, ...more }, await begun());
    await expect(check).rejects.toThrow(PayloadError);
    await expect(check).rejects.toThrow(message);
  });
});
