import type { ReleaseRequest } from '../../../src/release/parse';
import { roleOfSession } from '../../../src/domain/identity/principal';
import { aHolder, idle } from '../support/keys-account';
import { ALL, by, changed, RUN } from '../support/keys-released';
import { keyOff } from '../support/idle-keys';
import { principalOf } from '../support/key-rows';
import { ACCOUNT } from '../support/subjects';

const ada = principalOf('ada');

describe('a release of a user who is no longer as it was changed', () => {
  it.each<[string, ReleaseRequest]>([
    ['its id', by('id', ada.id)],
    ['the ARN of then', by('arn', ada.arn)],
    ['the ARN of today', by('arn', principalOf('lovelace').arn)],
    ['a run', RUN],
    ['everybody', ALL],
  ])('finds one who was renamed, where %s is asked for', async (_, request) => {
    const deployed = await changed();
    deployed.account.user('ada').name = 'lovelace';
    await deployed.release(request);
    expect([deployed.account.status('K1'), deployed.account.status('K2')]).toEqual(['Active', 'Active']);
    expect(deployed.entries()).toMatchObject({ K1: ['released'], K2: ['released'] });
  });

  it('finds one who was renamed though somebody else has the name now', async () => {
    for (const request of [by('id', ada.id), RUN, ALL]) {
      const deployed = await changed();
      deployed.account.user('ada').name = 'lovelace';
      deployed.account.users.push(aHolder('ada', idle('K9'), 'AIDAHEIR000000000001'));
      await deployed.release(request);
      expect([deployed.account.status('K1'), deployed.account.status('K2')]).toEqual(['Active', 'Active']);
    }
  });

  it.each<[string, ReleaseRequest]>([
    ['its id', by('id', ada.id)],
    ['its ARN', by('arn', ada.arn)],
    ['everybody', ALL],
  ])('closes the entries of one who is gone, where %s is asked for', async (_, request) => {
    const deployed = await changed();
    deployed.account.delete('ada');
    const [outcome] = await deployed.release(request);
    expect(outcome?.released).toMatchObject({ principal: ada.arn, takenBack: [] });
    expect(deployed.entries()).toMatchObject({ K1: ['released'], K2: ['released'] });
  });

  it('gives nothing to somebody else who has the name now', async () => {
    const deployed = await changed();
    deployed.account.delete('ada');
    const heir = aHolder('ada', idle('K1', 'K2'), 'AIDAHEIR000000000001');
    deployed.account.users.push(heir);
    for (const key of heir.keys.values()) key.status = 'Inactive';
    await deployed.release(by('id', ada.id));
    expect(deployed.account.done).toEqual([]);
    expect(deployed.entries()).toMatchObject({ K1: ['released'], K2: ['released'] });
  });

  it('refuses an ARN that two ids have had, and names both', async () => {
    const deployed = await changed();
    deployed.account.delete('ada');
    deployed.account.users.push(aHolder('ada', idle('K9'), 'AIDAHEIR000000000001'));
    await expect(deployed.find(by('arn', ada.arn))).rejects.toThrow(
      `principal ${ada.arn}: ${ada.id} was deprived of access keys under this ARN, and AIDAHEIR000000000001 has it now; ` +
        'write the id of the one you mean',
    );
    expect(deployed.account.done).toEqual([]);
  });
});

describe('a release of a role', () => {
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/nightly`;
  const role = (id: string, path = '') =>
    ({ kind: 'role', accountId: ACCOUNT, id, arn: `arn:aws:iam::${ACCOUNT}:role/${path}etl`, name: 'etl' }) as const;
  const entryOf = (principal: ReturnType<typeof role>) =>
    ({
      change: keyOff(principal, 'S1'),
      number: 1,
      runId: 'one',
      state: 'confirmed',
      flips: 0,
      openedAt: new Date(0),
    }) as const;

  it('finds it by the ARN of a session, which says no path', async () => {
    expect(roleOfSession(session)?.name).toBe('etl');
    const deployed = await changed();
    await deployed.ledger.record(entryOf(role('AROAETL0000000000001', 'eu/')));
    await expect(deployed.find(by('session', session))).resolves.toMatchObject({
      jobs: [{ id: 'AROAETL0000000000001', whom: `arn:aws:iam::${ACCOUNT}:role/eu/etl` }],
    });
  });

  it('refuses the ARN of a session where two roles have had the name', async () => {
    const deployed = await changed();
    await deployed.ledger.record(entryOf(role('AROAETL0000000000001')));
    await deployed.ledger.record(entryOf(role('AROAETL0000000000002', 'eu/')));
    await expect(deployed.find(by('session', session))).rejects.toThrow(
      'AROAETL0000000000001 and AROAETL0000000000002 were deprived of access keys under this name',
    );
  });
});
