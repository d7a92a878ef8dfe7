import { keyOfSlot } from '../support/idle-keys';
import { KeysDeployment } from '../support/keys-deployment';
import { aHolder, idle, idOf, KeysAccount } from '../support/keys-account';
import type { KeysRun } from '../support/keys-run';
import { aroundCalls, endingAt } from '../support/terminating';

const RELEASE_ADA = { kind: 'principal', guardrail: 'idle-keys', by: 'id', value: idOf('ada') } as const;

/** One user with two idle keys, and one with one; all is planned. */
async function planned(before: (deployed: KeysDeployment) => Promise<unknown> = () => Promise.resolve()) {
  const deployed = new KeysDeployment(new KeysAccount(aHolder('ada', idle('K1', 'K2')), aHolder('bob', idle('K3'))));
  await before(deployed);
  const run = deployed.run('one');
  await run.upToPlan();
  deployed.minutes(1);
  return { deployed, run };
}

/** Calls that a change of it makes. */
async function callsOf(before?: (deployed: KeysDeployment) => Promise<unknown>): Promise<number> {
  let calls = 0;
  const { run } = await planned(before);
  const count = (number: number, call: () => Promise<unknown>) => ((calls = number), call());
  await run.change(aroundCalls(count));
  return calls;
}

/** Somebody undid the change of a key that an earlier run made, and that run's other change stands. */
async function undoneOnce(deployed: KeysDeployment): Promise<void> {
  await deployed.run('earlier').whole();
  deployed.account.set('K1', 'Active');
  deployed.account.done.length = 0;
  deployed.days(7);
}

describe('a termination after any call of the function that changes', () => {
  it('ends, once it is redriven, in one change and one confirmed entry of each key', async () => {
    const calls = await callsOf();
    expect(calls).toBeGreaterThan(20);
    for (let last = 1; last <= calls; last += 1) {
      const { deployed, run } = await planned();
      const { over, isOver } = endingAt(last);
      await expect(run.change(over)).rejects.toThrow('terminated');
      expect(isOver()).toBe(true);
      await run.change();
      const { counts, rows } = await run.summary();
      expect(deployed.account.done.toSorted()).toEqual(['K1 Inactive', 'K2 Inactive', 'K3 Inactive']);
      expect(deployed.entries()).toEqual({ K1: ['confirmed'], K2: ['confirmed'], K3: ['confirmed'] });
      expect(counts).toMatchObject({ changed: 2, failed: 0 });
      expect(rows).toMatchObject({ ada: 'done', bob: 'done' });
    }
  });

  it('ends in the same where someone else had undone an earlier change', async () => {
    const calls = await callsOf(undoneOnce);
    for (let last = 1; last <= calls; last += 1) {
      const { deployed, run } = await planned(undoneOnce);
      await expect(run.change(endingAt(last).over)).rejects.toThrow('terminated');
      await run.change();
      expect(deployed.account.done).toEqual(['K1 Inactive']);
      expect(deployed.entries()).toEqual({ K1: ['released', 'confirmed'], K2: ['confirmed'], K3: ['confirmed'] });
      expect((await run.summary()).rows).toMatchObject({ ada: 'done' });
    }
  });

  it('ends in one change where nobody redrives it and the next run comes', async () => {
    const calls = await callsOf();
    for (let last = 1; last <= calls; last += 1) {
      const { deployed, run } = await planned();
      await expect(run.change(endingAt(last).over)).rejects.toThrow('terminated');
      deployed.days(7);
      await deployed.run('two').whole();
      expect(deployed.account.done.toSorted()).toEqual(['K1 Inactive', 'K2 Inactive', 'K3 Inactive']);
    }
  });
});

describe('a release before any call of the function that changes', () => {
  const state = ({ account }: KeysDeployment) => [account.status('K1'), account.status('K2')];

  /** A change of which a person releases a user in between. */
  async function releasedAt(number: number): Promise<{ readonly deployed: KeysDeployment; readonly run: KeysRun }> {
    const { deployed, run } = await planned(undoneOnce);
    const over = aroundCalls(async (one, call) => {
      if (one === number) await deployed.release(RELEASE_ADA);
      return call();
    });
    await run.change(over);
    return { deployed, run };
  }

  it('leaves no key inactive that another release does not find', async () => {
    const calls = await callsOf(undoneOnce);
    for (let number = 1; number <= calls; number += 1) {
      const { deployed } = await releasedAt(number);
      const open = (await deployed.ledger.allOpen('')).map(({ change }) => keyOfSlot(change.slot));
      for (const key of ['K1', 'K2'].filter((one) => deployed.account.status(one) === 'Inactive')) {
        expect(open).toContain(key);
      }
      deployed.minutes(5);
      await deployed.release(RELEASE_ADA);
      expect([number, ...state(deployed)]).toEqual([number, 'Active', 'Active']);
      expect((await deployed.ledger.allOpen('')).map(({ change }) => keyOfSlot(change.slot))).toEqual(['K3']);
    }
  });

  it('keeps runs that began before it, redriven or not, from taking the keys again', async () => {
    const { deployed, run } = await releasedAt(1);
    expect(state(deployed)).toEqual(['Active', 'Active']);
    await run.change();
    expect((await run.summary()).rows['ada']).toMatch(/^left: a person released the principal/);
    deployed.days(1);
    await deployed.run('two', 'upkeep').whole();
    expect(state(deployed)).toEqual(['Active', 'Active']);
  });
});

describe('a termination after any call of a release', () => {
  it('ends in the same once it is asked for again', async () => {
    const calls = await (async () => {
      let made = 0;
      const { deployed, run } = await planned();
      await run.change();
      await releaseOver(
        deployed,
        aroundCalls((number, call) => ((made = number), call())),
      );
      return made;
    })();
    expect(calls).toBeGreaterThan(8);
    for (let last = 1; last <= calls; last += 1) {
      const { deployed, run } = await planned();
      await run.change();
      deployed.minutes(5);
      await expect(releaseOver(deployed, endingAt(last).over)).rejects.toThrow('terminated');
      await deployed.release(RELEASE_ADA);
      expect(deployed.account.done.filter((one) => one.endsWith(' Active')).toSorted()).toEqual([
        'K1 Active',
        'K2 Active',
      ]);
      expect(deployed.entries()).toEqual({ K1: ['released'], K2: ['released'], K3: ['confirmed'] });
    }
  });

  async function releaseOver(deployed: KeysDeployment, over: Parameters<KeysRun['change']>[0]): Promise<void> {
    const found = await deployed.find(RELEASE_ADA, over);
    for (const { release } of found.kind === 'jobs' ? found.jobs : []) await release();
  }
});
