import type { PlayedAccount, Player } from '../../../support/played/account';
import { IAM_FULL_ACCESS, MINUTE, anAccount, create, pass } from '../../../support/played/days';
import { altered, forged } from '../../../support/played/forged';

/** Has somebody who may send to the queue forge a call of IAM by each of these users. */
async function forge(account: PlayedAccount, callers: readonly Player[], name: string): Promise<void> {
  for (const one of callers) {
    const call = altered(forged(account, one, one, `${name}-${one.name}`), {
      ...{ eventName: 'CreateUser', requestParameters: { userName: 'eve' } },
    });
    await account.deliverInVain(call);
  }
}

const users = (account: PlayedAccount, count: number, name: string): readonly Player[] =>
  Array.from({ length: count }, (_, index) => account.user(`${name}-${index}`, []));

describe('an attacker who forges calls of many users', () => {
  it('so that they use up the limit of revocations and fill the list is denied once history shows its own call', async () => {
    const account = await anAccount({ revocationsPer10Minutes: 2 });
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    const crowd = users(account, 120, 'staff');
    create(account, rogue, 'eve');
    const [call] = account.events;
    await forge(account, crowd.slice(0, 60), 'before');
    if (call !== undefined) await account.deliver(call);
    expect(account.deniesOn(rogue)).toEqual([]);

    // As soon as there is room again, somebody else is forged into it.
    for (let turn = 0; turn < 15; turn += 1) {
      await pass(account, 1);
      if (turn % 3 === 2) await account.look();
      account.clock.advance(MINUTE);
      await forge(account, crowd.slice(60 + 3 * turn, 63 + 3 * turn), 'later');
    }
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });
});
