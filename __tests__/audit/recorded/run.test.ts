import { KeysDeployment, keyRules } from '../support/keys-deployment';
import { aHolder, busy, idle, idOf, KeysAccount } from '../support/keys-account';

const NAMES = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ivy', 'joe'];

/** Ten users, each with one idle key named after it; the first has two. */
const tenUsers = () =>
  new KeysDeployment(
    new KeysAccount(
      ...NAMES.map((name) => aHolder(name, name === 'ada' ? idle('K-ada', 'K-ada-2') : idle(`K-${name}`))),
    ),
  );
const KEYS = ['K-ada', 'K-ada-2', ...NAMES.slice(1).map((name) => `K-${name}`)];

/** One user with an idle key, and one who uses hers. */
const twoUsers = () =>
  new KeysDeployment(new KeysAccount(aHolder('ada', idle('K1', 'K2')), aHolder('bob', busy('K3'))));

const ofAll = <T>(keys: readonly string[], one: T) => Object.fromEntries(keys.map((key) => [key, one]));

describe('a run of a guardrail whose changes are recorded', () => {
  it('changes everybody who is to be changed, and remembers each change', async () => {
    const deployed = tenUsers();
    const { counts, rows } = await deployed.run('one').whole();
    expect(deployed.account.done.toSorted()).toEqual(KEYS.map((key) => `${key} Inactive`));
    expect(deployed.entries()).toEqual(ofAll(KEYS, ['confirmed']));
    expect(counts).toEqual({ principals: 11, toChange: 10, changed: 10, waiting: 0, failed: 0, left: { admin: 1 } });
    expect(rows).toEqual({ ...ofAll(NAMES, 'done'), 'root-admin': 'admin' });
  });

  it('changes nobody in observe mode, and says whom it would change', async () => {
    const deployed = tenUsers();
    deployed.rules = keyRules({ mode: 'observe' });
    const { counts, rows } = await deployed.run('one').whole();
    expect([deployed.account.done, deployed.entries()]).toEqual([[], {}]);
    expect(counts).toMatchObject({ toChange: 10, changed: 0, failed: 0 });
    expect(rows).toEqual({ ...ofAll(NAMES, 'withheld'), 'root-admin': 'admin' });
  });

  it('plans nothing to be carried out in observe mode', async () => {
    const deployed = tenUsers();
    deployed.rules = keyRules({ mode: 'observe' });
    const run = deployed.run('one');
    await run.inventory();
    await run.batches();
    await expect(run.plan()).resolves.toMatchObject({ changes: 0 });
  });

  it('changes nothing the second time', async () => {
    const deployed = tenUsers();
    await deployed.run('one').whole();
    const [done, entries] = [[...deployed.account.done], deployed.entries()];
    deployed.days(1);
    const { counts } = await deployed.run('two').whole();
    expect(counts).toMatchObject({ toChange: 0, changed: 0, left: { admin: 1, 'in-use': 10 } });
    expect([deployed.account.done, deployed.entries()]).toEqual([done, entries]);
  });

  it('makes the changes of one principal in their order', async () => {
    const deployed = twoUsers();
    await deployed.run('one').whole();
    expect(deployed.account.done).toEqual(['K1 Inactive', 'K2 Inactive']);
  });

  it('leaves the others to the upkeep runs of the next days where a limit is reached', async () => {
    const deployed = tenUsers();
    deployed.rules = keyRules({ limits: { changesPerRun: 4, maxChangePercent: 100 } });
    const first = await deployed.run('one').whole();
    expect(first.counts).toMatchObject({ changed: 4, waiting: 6 });
    expect(first.rows).toMatchObject({ ada: 'done', dan: 'done', eve: 'left: next-wave', joe: 'left: next-wave' });
    deployed.days(1);
    await expect(deployed.run('two', 'upkeep').whole()).resolves.toMatchObject({ counts: { changed: 4, waiting: 2 } });
    deployed.days(1);
    await expect(deployed.run('three', 'upkeep').whole()).resolves.toMatchObject({
      counts: { changed: 2, waiting: 0 },
    });
    expect(deployed.entries()).toEqual(ofAll(KEYS, ['confirmed']));
  });

  it('comes to everybody, however many cannot be changed in run after run', async () => {
    const deployed = tenUsers();
    deployed.rules = keyRules({ limits: { changesPerRun: 2, maxChangePercent: 100 } });
    const stuck = ['ada', 'bob', 'cleo', 'dan'];
    const carry = deployed.account.hands.carry;
    jest.spyOn(deployed.account.hands, 'carry').mockImplementation((change, seen) => {
      if (stuck.includes(change.principal.name)) return Promise.resolve({ failed: 'IAM refuses it' });
      return carry(change, seen);
    });
    for (let run = 1; run <= 5; run += 1) {
      await deployed.run(`run-${run}`).whole();
      deployed.days(1);
    }
    expect(deployed.account.done).toEqual(NAMES.slice(4).map((name) => `K-${name} Inactive`));
    // Whose turn it was longest ago is next.
    const { rows } = await deployed.run('run-6').whole();
    expect(rows).toMatchObject({ ada: 'failed: IAM refuses it (change 1 of 2)', cleo: 'left: next-wave' });
  });

  it('takes nothing away in an upkeep run that no change run left anything to', async () => {
    const deployed = tenUsers();
    const { counts, rows } = await deployed.run('one', 'upkeep').whole();
    expect(deployed.account.done).toEqual([]);
    expect(counts).toMatchObject({ toChange: 10, changed: 0, waiting: 0 });
    expect(rows['ada']).toBe('left: next-change-run');
  });

  it('looks at nobody with an open incident', async () => {
    const deployed = twoUsers();
    deployed.incidents.add(idOf('ada'));
    const { rows } = await deployed.run('one').whole();
    expect(rows).toMatchObject({ ada: 'incident', bob: 'in-use' });
    expect(deployed.account.done).toEqual([]);
  });

  it('says of a user who is deleted before anybody looks that nothing could be found out', async () => {
    const deployed = twoUsers();
    const run = deployed.run('one');
    await run.inventory();
    deployed.account.delete('ada');
    await run.batches();
    await run.plan();
    await run.change();
    await expect(run.summary()).resolves.toMatchObject({ counts: { failed: 1 }, rows: { ada: 'evidence-failed' } });
  });
});

describe('a run that is redriven', () => {
  it('says the same again, and changes nothing', async () => {
    const deployed = twoUsers();
    const run = deployed.run('one');
    const first = await run.whole();
    await run.change();
    await expect(run.summary()).resolves.toEqual(first);
    expect(deployed.account.done).toEqual(['K1 Inactive', 'K2 Inactive']);
  });

  it('takes nothing from whom a person released after it', async () => {
    const deployed = twoUsers();
    const run = deployed.run('one');
    await run.whole();
    deployed.minutes(5);
    await deployed.release({ kind: 'all', guardrails: ['idle-keys'] });
    await run.change();
    expect((await run.summary()).rows['ada']).toMatch(/^left: a person released the principal/);
    expect([deployed.account.status('K1'), deployed.account.status('K2')]).toEqual(['Active', 'Active']);
  });
});

describe('a change that someone else undoes', () => {
  it('is made once more, then left alone until a person releases the user', async () => {
    const deployed = new KeysDeployment(new KeysAccount(aHolder('ada', idle('K1'))));
    const undone = async (runId: string) => {
      deployed.account.set('K1', 'Active');
      deployed.days(7);
      return deployed.run(runId).whole();
    };
    await deployed.run('one').whole();
    expect((await undone('two')).rows['ada']).toBe('done');
    expect((await undone('three')).rows['ada']).toMatch(/^left: somebody else activated the access key twice/);
    expect((await undone('four')).rows['ada']).toBe('left: flipped');
    expect(deployed.account.status('K1')).toBe('Active');

    await deployed.release({ kind: 'principal', guardrail: 'idle-keys', by: 'id', value: idOf('ada') });
    expect((await undone('five')).rows['ada']).toBe('done');
  });
});
