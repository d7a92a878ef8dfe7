import { changeBatch, plannedItems, type ChangeWork } from '../../../src/audit/change/change-batch';
import type { ChangeInput } from '../../../src/audit/payloads/change';
import type { BoundaryPlan, PlannedBoundary } from '../../../src/guardrails/permissions-boundary/plan';
import { aPrincipal, ownArn } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';
import { matching } from '../../support/template';
import { aStore } from '../support/memory-store';

const STARTED = '2026-06-01T00:00:00.000Z';

const anItem = (id: string, overrides: Partial<PlannedBoundary> = {}): PlannedBoundary => ({
  principal: aPrincipal({ id }),
  boundaryArn: ownArn('new'),
  ...overrides,
});

const aPlan = (overrides: Partial<BoundaryPlan> = {}): BoundaryPlan => ({
  ...{ version: 1, accountId: ACCOUNT, runId: 'run-1', purpose: 'change', startedAt: STARTED },
  ...{ mode: 'enforce', scope: 'everything', items: [anItem('AROA1'), anItem('AROA2')] },
  ...{ left: [], altered: [], collected: [], notPrincipal: [] },
  ...overrides,
});

const anInput = (overrides: Partial<ChangeInput> = {}): ChangeInput => ({
  ...{ runId: 'run-1', startedAt: STARTED, purpose: 'change', prefix: 'runs/run-1', callsPerSecond: 5 },
  ids: ['AROA2'],
  ...overrides,
});

describe('what a batch is about', () => {
  it('is what the plan says of the ids it is given', () => {
    expect(plannedItems(aPlan(), anInput(), ACCOUNT)).toEqual([anItem('AROA2')]);
  });

  it.each([
    ['of another run', aPlan({ runId: 'run-2' }), anInput(), 'that of run run-2'],
    [
      'of a run with this name, begun at another time',
      aPlan({ startedAt: '2026-05-01T00:00:00.000Z' }),
      anInput(),
      'run',
    ],
    ['of another account', aPlan({ accountId: '999999999999' }), anInput(), 'account 999999999999'],
    [
      'about somebody of another account',
      aPlan({ items: [anItem('AROA2', { principal: aPrincipal({ id: 'AROA2', accountId: '999999999999' }) })] }),
      anInput(),
      'another account',
    ],
    ['that is only observed', aPlan({ mode: 'observe' }), anInput(), 'mode observe'],
    ['that does not name an id', aPlan(), anInput({ ids: ['AROA1', 'AROAADMIN'] }), 'does not name AROAADMIN'],
  ])('is no plan %s', (_, plan, input, words) => {
    expect(() => plannedItems(plan, input, ACCOUNT)).toThrow(words);
  });
});

describe('a batch of changes', () => {
  const batch = async (items: readonly PlannedBoundary[], overrides: Partial<ChangeWork<PlannedBoundary>> = {}) => {
    const store = aStore();
    const said: unknown[] = [];
    const work: ChangeWork<PlannedBoundary> = {
      change: () => Promise.resolve({ kind: 'done' }),
      isDenied: (error) => error instanceof Error && error.name === 'AccessDenied',
      isPassing: (error) => error instanceof Error && error.name === 'ServiceFailure',
      say: (_, changed) => said.push(changed),
      store,
      ...overrides,
    };
    const answer = await changeBatch(items, 'runs/run-1', work);
    return { ...answer, changed: await store.getJson(answer.key), said };
  };
  const denied = () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));

  it('writes down what became of each, in the order of the plan, and counts it', async () => {
    const { key, counts, changed } = await batch([anItem('AROA1'), anItem('AROA2'), anItem('AROA3')], {
      change: ({ principal: { id } }) =>
        Promise.resolve(id === 'AROA1' ? { kind: 'left', why: 'gone' } : { kind: id === 'AROA2' ? 'stands' : 'done' }),
    });
    expect(key).toBe('runs/run-1/changed/AROA1.json');
    expect(counts).toEqual({ done: 1, stands: 1, left: 1, failed: 0 });
    expect(changed).toEqual({
      changed: [
        { id: 'AROA1', kind: 'left', why: 'gone' },
        { id: 'AROA2', kind: 'stands' },
        { id: 'AROA3', kind: 'done' },
      ],
    });
  });

  it('goes on after one that fails, and says why', async () => {
    const { changed, said } = await batch([anItem('AROA1'), anItem('AROA2')], {
      change: ({ principal }) => (principal.id === 'AROA1' ? denied() : Promise.resolve({ kind: 'done' })),
    });
    expect(said).toHaveLength(2);
    expect(changed).toEqual({
      changed: [
        { id: 'AROA1', kind: 'failed', why: 'AccessDenied: no' },
        { id: 'AROA2', kind: 'done' },
      ],
    });
  });

  it('is to be tried again where somebody fails for a reason that passes, once it is written what became of all', async () => {
    const store = aStore();
    const failing = () => Promise.reject(Object.assign(new Error('try later'), { name: 'ServiceFailure' }));
    const done = batch([anItem('AROA1'), anItem('AROA2'), anItem('AROA3')], {
      change: ({ principal }) => (principal.id === 'AROA1' ? Promise.resolve({ kind: 'done' }) : failing()),
      store,
    });
    await expect(done).rejects.toMatchObject({
      name: 'UnfinishedError',
      message: matching(/^2 of 3 were not changed: arn:.*: ServiceFailure: try later, and 1 more$/),
    });
    expect(await store.getJson('runs/run-1/changed/AROA1.json')).toMatchObject({
      changed: [{ kind: 'done' }, { kind: 'failed', why: 'ServiceFailure: try later' }, { kind: 'failed' }],
    });
  });

  it('is no error where everybody fails of something else', async () => {
    const change = () => Promise.reject(new Error('throttled'));
    const { counts, said } = await batch([anItem('AROA1'), anItem('AROA2')], { change });
    expect([counts, said.length]).toEqual([{ done: 0, stands: 0, left: 0, failed: 2 }, 2]);
  });

  it('begins with everybody while those before wait for a look at everybody', async () => {
    const items = Array.from({ length: 200 }, (_, index) => anItem(`AROA${index}`));
    let [begun, goOn]: [number, () => void] = [0, () => undefined];
    const isSeen = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { counts } = await batch(items, {
      change: async (_, leave) => {
        begun += 1;
        if (begun === items.length) goOn();
        leave();
        await isSeen;
        return { kind: 'done' };
      },
    });
    expect(counts).toMatchObject({ done: 200 });
  });

  it('keeps to the order of the plan where another ends first', async () => {
    const ended: string[] = [];
    let goOn: () => void = () => undefined;
    const isSecondOver = new Promise<undefined>((resolve) => {
      goOn = () => {
        resolve(undefined);
      };
    });
    const { changed } = await batch([anItem('AROA1'), anItem('AROA2')], {
      change: async ({ principal: { id } }) => {
        if (id === 'AROA1') await isSecondOver;
        ended.push(id);
        goOn();
        return { kind: 'done' };
      },
    });
    expect(ended).toEqual(['AROA2', 'AROA1']);
    expect(changed).toEqual({
      changed: [
        { id: 'AROA1', kind: 'done' },
        { id: 'AROA2', kind: 'done' },
      ],
    });
  });

  it('is an error where everybody is denied', async () => {
    await expect(batch([anItem('AROA1'), anItem('AROA2')], { change: denied })).rejects.toThrow('no');
  });
});
