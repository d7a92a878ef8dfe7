import type { PlayedAccount, Player } from '../../../support/played/account';
import type { CloudTrailEvent } from '../../../../src/embedded-account/events/cloudtrail';
import { IAM_FULL_ACCESS, MINUTE, aDenied, add, anAccount, create, pass } from '../../../support/played/days';
import { altered, forged } from '../../../support/played/forged';

jest.setTimeout(120_000);

/** Has somebody who may send to the queue forge a call of IAM by each of these users. */
async function forge(account: PlayedAccount, callers: readonly Player[], name: string): Promise<void> {
  for (const one of callers) {
    const call = altered(forged(account, one, one, `${name}-${one.name}`), {
      ...{ eventName: 'CreateUser', requestParameters: { userName: 'eve' } },
    });
    await account.deliverInVain(call);
  }
}

const LEFT_OUT = /^ACTION NEEDED: the revoker left out mails/;

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

describe('an attacker who forges many calls of one caller, each with another time, so that each has a notice of its own', () => {
  type Detail = Partial<CloudTrailEvent['detail']>;

  const HOUR = 3_600_000;

  async function forgeDays(account: PlayedAccount, caller: Player, detail: Detail, apart = HOUR): Promise<void> {
    for (let number = 0; number < 60; number += 1) {
      const at = new Date(account.clock.now().getTime() + number * apart);
      const eventTime = at.toISOString().replace(/\.\d+/, '');
      const call = forged(account, caller, caller, `of-hour-${number}`);
      await account.deliverInVain(altered(call, { ...detail, eventTime }));
    }
  }

  const QUARANTINE = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
  const root: Detail['userIdentity'] = {
    ...{ type: 'Root', principalId: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
    ...{ accountId: '111122223333', accessKeyId: 'ASIAROOT' },
  };

  it.each<[string, string, (account: PlayedAccount, mole: Player) => readonly [Player, Detail]]>([
    ['root', 'root called', ({ admin }) => [admin, { userIdentity: root }]],
    ['an admin who puts herself into the group again', 'added itself', ({ admin }) => [admin, {}]],
    [
      'an admin who quarantines a key',
      'quarantine',
      ({ admin }) => [
        admin,
        { eventName: 'AttachUserPolicy', requestParameters: { userName: 'mole', policyArn: QUARANTINE } },
      ],
    ],
    [
      'somebody denied who takes its deny off',
      'ESCALATION',
      ({ rules }, mole) => [
        mole,
        {
          eventName: 'DetachUserPolicy',
          requestParameters: { userName: 'mole', policyArn: rules.denyPolicyArn },
        },
      ],
    ],
  ])('has people mailed a few times, and told that others were left out: %s', async (_, words, forgery) => {
    const account = await anAccount();
    const mole = await aDenied(account, 'mole');
    await forgeDays(account, ...forgery(account, mole));
    const all = account.told().map(({ title }) => title);
    expect(all.filter((title) => title.includes(words))).toHaveLength(20);
    expect(all.filter((title) => LEFT_OUT.test(title))).toHaveLength(2);
    expect(account.deniesOn(account.admin)).toEqual([]);
  });

  it('has people mailed a few times in observe mode, too', async () => {
    const account = await anAccount({ mode: 'observe' });
    const mole = await aDenied(account, 'mole');
    await forgeDays(account, mole, { eventName: 'CreateUser', requestParameters: { userName: 'eve' } }, 24 * HOUR);
    const all = account.told().map(({ title }) => title);
    expect(all.filter((title) => title.includes('Observe mode: mole'))).toHaveLength(20);
    expect(all.filter((title) => LEFT_OUT.test(title))).toHaveLength(2);
  });

  it('hides no true one: history shows it, and people are told', async () => {
    const account = await anAccount();
    create(account, account.admin, 'eve');
    await forgeDays(account, account.admin, { userIdentity: root });
    add(account, account.admin, 'admin');
    const added = account.events.at(-1);
    if (added !== undefined) await account.deliver(added);
    const { eventID = 'none' } = added?.detail ?? {};
    const isTold = () =>
      account.told().some(({ title, body }) => title.includes('added itself') && body.includes(eventID));
    expect(isTold()).toBe(false);
    await pass(account, 35);
    expect(isTold()).toBe(true);
  });
});
