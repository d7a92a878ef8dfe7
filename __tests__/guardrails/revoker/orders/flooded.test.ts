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

describe('an attacker who forges calls of hundreds of users whom there never were', () => {
  const LEFT_OUT = /^ACTION NEEDED: the revoker left out mails/;
  const nobody = (number: number): Player => ({
    ...{ id: `AIDANOBODY${number}`, name: `nobody-${number}` },
    credentials: { accessKeyId: '', secretAccessKey: '' },
  });
  const crowd = Array.from({ length: 150 }, (_, number) => nobody(number));

  it('has people mailed a few times, and told that others were left out and where they are', async () => {
    const account = await anAccount();
    create(account, account.admin, 'eve');
    await forge(account, crowd, 'crowd');
    await pass(account, 30);
    expect(account.notices.length).toBeLessThan(40);
    const about = account.told().filter(({ title }) => LEFT_OUT.test(title));
    expect(about.map(({ title }) => title)).toEqual(
      ['1 so far', '10 so far', '100 so far'].map(
        (count) => `ACTION NEEDED: the revoker left out mails about callers, ${count}`,
      ),
    );
    expect(about[0]?.body).toContain('aws logs filter-log-events --log-group-name /aws/lambda/iam-guardrails-revoker');
    expect(await account.waitingCalls()).toBe(0);
  });

  it('hides no true call of a user who is gone by then: history shows it, and people are told', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    create(account, rogue, 'eve');
    const [made] = account.events;
    account.act(account.admin, 'DetachUserPolicy', { UserName: 'rogue', PolicyArn: IAM_FULL_ACCESS });
    const { accessKeyId: AccessKeyId } = rogue.credentials;
    account.act(account.admin, 'DeleteAccessKey', { UserName: 'rogue', AccessKeyId });
    account.act(account.admin, 'DeleteUser', { UserName: 'rogue' });
    account.clock.advance(MINUTE);
    await forge(account, crowd, 'crowd');
    if (made !== undefined) await account.deliver(made);
    const isTold = () =>
      account.told().some(({ body }) => body.includes('user/eve (it still exists)') && body.includes('user/rogue'));
    expect(isTold()).toBe(false);
    await pass(account, 35);
    expect(isTold()).toBe(true);
  });
});
