import type { PlayedAccount } from '../../../support/played/account';
import { ADMINS, IAM_FULL_ACCESS, add, anAccount, create, deliver, pass } from '../../../support/played/days';

/** Has the roster be read no more, as whoever may write the ledger's table can see to. @returns has it be read again */
function spoil(account: PlayedAccount): () => void {
  const { ports } = account as unknown as { ports: { adminRosters: { of: unknown } } };
  const { of } = ports.adminRosters;
  ports.adminRosters = { ...ports.adminRosters, of: () => Promise.reject(new Error('roster: expected JSON')) };
  return () => {
    ports.adminRosters = { ...ports.adminRosters, of };
  };
}

describe('a roster that nobody can read', () => {
  it('keeps no deny away, and has no admin wait whom the plan found and who is in the group', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    spoil(account);
    create(account, account.admin, 'carol');
    create(account, rogue, 'eve');
    await deliver(account, 0);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
    expect(account.deniesOn(account.admin)).toEqual([]);
    expect(await account.waitingCalls()).toBe(0);
    // What fails so is a dead letter in the end, and sets off the alarm.
    await expect(account.look()).rejects.toThrow('expected JSON');
  });

  it('has nobody denied whom an attacker has taken out of the group meanwhile', async () => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    const mend = spoil(account);
    add(account, rogue, 'mole');
    // Before that she has called; IAM shows her outside the group when it is judged.
    create(account, account.admin, 'carol');
    account.act(rogue, 'RemoveUserFromGroup', { UserName: 'admin', GroupName: ADMINS });
    create(account, mole, 'eve');
    await deliver(account, 0);
    expect(account.deniesOn(account.admin)).toEqual([]);
    mend();
    await pass(account, 60);
    expect(account.deniesOn(account.admin)).toEqual([]);
    for (const one of [rogue, mole]) expect(account.deniesOn(one)).toEqual([account.rules.denyPolicyArn]);
    expect(await account.waitingCalls()).toBe(0);
  });
});
