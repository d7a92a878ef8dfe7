import { KeysDeployment } from '../support/keys-deployment';
import { ADMINS, aHolder, busy, idle, idOf, KeysAccount } from '../support/keys-account';

/** One user with an idle key, and one who uses hers. */
const twoUsers = () =>
  new KeysDeployment(new KeysAccount(aHolder('ada', idle('K1', 'K2')), aHolder('bob', busy('K3'))));

describe('what happens between the plan and a change', () => {
  /** A run of which somebody does something before its changes. */
  async function after(happens: (deployed: KeysDeployment) => unknown) {
    const deployed = twoUsers();
    const run = deployed.run('one');
    await run.upToPlan();
    deployed.minutes(1);
    await happens(deployed);
    await run.change();
    const { rows } = await run.summary();
    return { deployed, run, rows };
  }

  it('leaves a user who is gone', async () => {
    const { deployed, rows } = await after(({ account }) => {
      account.delete('ada');
    });
    expect(rows['ada']).toBe('left: deleted since the inventory (change 1 of 2)');
    expect([deployed.account.done, deployed.entries()]).toEqual([[], {}]);
  });

  it('leaves a user who was renamed, and changes it under its new name in the next run', async () => {
    const { deployed, rows } = await after(({ account }) => (account.user('ada').name = 'lovelace'));
    expect(rows['ada']).toMatch(/^left: deleted since the inventory/);
    expect(deployed.account.done).toEqual([]);
    await expect(deployed.run('two').whole()).resolves.toMatchObject({ rows: { lovelace: 'done' } });
    expect(deployed.account.done).toEqual(['K1 Inactive', 'K2 Inactive']);
  });

  it('leaves somebody else who was given the name, whose keys are called the same', async () => {
    const { deployed, rows } = await after(({ account }) => {
      account.delete('ada');
      account.users.push(aHolder('ada', busy('K1', 'K2'), 'AIDAOTHER00000000001'));
    });
    expect(rows['ada']).toMatch(/^left: deleted since the inventory/);
    expect([deployed.account.done, deployed.entries()]).toEqual([[], {}]);
  });

  it('leaves a user who became an admin', async () => {
    const { deployed, rows } = await after(({ account }) => (account.user('ada').groups = [ADMINS.name]));
    expect(rows['ada']).toBe('left: it has become a member of the admin group Admins (change 1 of 2)');
    expect([deployed.account.done, deployed.entries()]).toEqual([[], {}]);
  });

  it('leaves a user of whom an incident was opened', async () => {
    const { deployed, rows } = await after(({ incidents }) => incidents.add(idOf('ada')));
    expect(rows['ada']).toMatch(/^left: incident/);
    expect(deployed.account.done).toEqual([]);
  });

  it.each([
    ['the user', { kind: 'principal', guardrail: 'idle-keys', by: 'id', value: idOf('ada') }],
    ['everybody', { kind: 'all', guardrails: ['idle-keys'] }],
  ] as const)('leaves whom a person released, where %s was released', async (_, request) => {
    // A release of one user takes a trace of it: an earlier run has changed one of its keys.
    const deployed = twoUsers();
    await deployed.run('earlier').whole();
    deployed.account.set('K2', 'Active');
    deployed.days(2);
    const run = deployed.run('one');
    await run.upToPlan();
    deployed.minutes(1);
    await deployed.release(request);
    await run.change();
    expect((await run.summary()).rows['ada']).toMatch(/^left: a person released the principal since the run began/);
    expect([deployed.account.status('K1'), deployed.account.status('K2')]).toEqual(['Active', 'Active']);
    expect(await deployed.ledger.allOpen('')).toEqual([]);
  });

  it('goes on with one key where somebody else has deactivated the other', async () => {
    const { deployed, rows } = await after(({ account }) => {
      account.set('K1', 'Inactive');
    });
    expect(rows['ada']).toBe('done');
    expect(deployed.account.done).toEqual(['K2 Inactive']);
    expect(deployed.entries()).toEqual({ K2: ['confirmed'] });
  });
});
