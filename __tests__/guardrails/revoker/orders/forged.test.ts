import type { Rules } from '../../../../src/guardrails/revoker/rules';
import { altered, forged } from '../../../support/played/forged';
import {
  ADMINS,
  BULKY,
  IAM_FULL_ACCESS,
  add,
  anAccount,
  deliver,
  firstEvent,
  pass,
} from '../../../support/played/days';

describe('a forged message', () => {
  it('that an admin made the attacker one wins half an hour at most, however often it comes', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateUser', { UserName: 'eve' });
    await account.deliver(forged(account, account.admin, rogue, 'first'));
    for (const event of account.events) await account.deliver(event);
    expect(account.deniesOn(rogue)).toEqual([]);
    for (let minute = 1; minute <= 30; minute += 1) {
      await pass(account, 1);
      if (minute % 5 === 0) await account.look();
      if (minute % 3 === 0) await account.deliver(forged(account, account.admin, rogue, `again-${minute}`));
    }
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('wins no time for a call that nobody delivers: history knows by then that it was forged', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateUser', { UserName: 'eve' });
    await account.deliver(forged(account, account.admin, rogue, 'one'));
    await pass(account, 26);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('of a call by an admin does her no harm, and makes nobody an admin', async () => {
    const account = await anAccount();
    const mole = account.user('mole', []);
    account.act(mole, 'CreateUser', { UserName: 'eve' });
    await account.deliver(forged(account, account.admin, mole, 'one'));
    await pass(account, 40);
    expect(account.deniesOn(account.admin)).toEqual([]);
    account.act(mole, 'CreateUser', { UserName: 'eve' });
    await account.deliver(account.events.at(-1) ?? forged(account, mole, mole, 'never'));
    await pass(account, 30);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it.each(['1960-01-01T00:00:00Z', '2026-06-01T13:00:30Z'])(
    'of a call by an admin, dated back to before she was one (%s), does her no harm, and is told',
    async (eventTime) => {
      const account = await anAccount();
      const ada = account.user('ada', []);
      account.clock.advance(60_000);
      add(account, account.admin, 'ada');
      await deliver(account, 0);
      await pass(account, 60);
      for (const one of [account.admin, ada])
        await account.deliver(altered(forged(account, one, one, `by-${one.name}`), { eventTime }));
      await pass(account, 60);
      for (const one of [account.admin, ada]) expect(account.deniesOn(one)).toEqual([]);
      expect(account.told().map(({ title }) => title)).toContain('ACTION NEEDED: ada put itself into Administrators');
    },
  );

  it('that an admin made an accomplice one keeps nobody in the group, however often it comes', async () => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    add(account, rogue, 'mole');
    await deliver(account, 0);
    for (let turn = 0; turn < 6; turn += 1) {
      await account.deliver(forged(account, account.admin, mole, `again-${turn}`));
      await pass(account, 10);
    }
    expect(account.membersOf(ADMINS)).toEqual(['admin']);
  });

  it('that somebody else made a new admin one has her denied until history knows better', async () => {
    const account = await anAccount();
    const [bob, rogue] = [account.user('bob', []), account.user('rogue', [])];
    account.act(account.admin, 'AddUserToGroup', { UserName: 'bob', GroupName: ADMINS });
    account.clock.advance(20_000);
    await account.deliver(forged(account, rogue, bob, 'one'));
    account.act(bob, 'CreateUser', { UserName: 'dave' });
    // The event of the admin is lost.
    for (const event of account.events.slice(1)) await account.deliver(event);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
    await pass(account, 40);
    expect(account.deniesOn(bob)).toEqual([]);
    expect(account.told().map(({ title }) => title)).toContain(
      'ACTION NEEDED: admin bob had been denied IAM access and was released',
    );
  });
});

describe('forged messages, one for each user that the last one made,', () => {
  it('win half an hour in all, and then are believed no more, and people are told', async () => {
    const account = await anAccount();
    let rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    const isFree: boolean[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const from = account.events.length;
      const name = `eve-${turn}`;
      const user = account.act(rogue, 'CreateUser', { UserName: name }) as { User: { UserId: string } };
      account.act(rogue, 'AttachUserPolicy', { UserName: name, PolicyArn: IAM_FULL_ACCESS });
      const { AccessKey } = account.act(rogue, 'CreateAccessKey', { UserName: name }) as {
        AccessKey: { AccessKeyId: string; SecretAccessKey: string };
      };
      await account.deliver(forged(account, account.admin, rogue, `of-${turn}`));
      account.clock.advance(5_000);
      for (const event of account.events.slice(from)) await account.deliver(event);
      isFree.push(account.deniesOn(rogue).length === 0);
      const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
      rogue = { id: user.User.UserId, name, credentials };
      await pass(account, 20);
    }
    expect(isFree).toEqual([true, true, false, false, false, false]);
    expect(account.told().map(({ title }) => title)).toContain(
      'ACTION NEEDED: a forged message said that an admin had made rogue an admin',
    );
  });
});

describe('a user whose quotas leave no room for a deny', () => {
  it('is denied as soon as there is room', async () => {
    const account = await anAccount();
    const policies = Array.from({ length: 9 }, (_, index) => account.policy(`own-${index}`));
    const rogue = account.user('rogue', [IAM_FULL_ACCESS, ...policies], [], {
      inline: { own: JSON.stringify(BULKY) },
      boundary: account.policy('limits'),
    });
    account.act(rogue, 'CreateUser', { UserName: 'eve' });
    for (const event of account.events) expect(await account.deliverInVain(event)).toBe(true);
    await pass(account, 31);
    expect(account.deniesOn(rogue)).toEqual([]);
    expect(account.told().map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'ACTION NEEDED: rogue could not be denied access to IAM',
        'ACTION NEEDED: 1 IAM call has not been judged yet',
      ]),
    );

    account.act(account.admin, 'DetachUserPolicy', { UserName: 'rogue', PolicyArn: policies[0] });
    await pass(account, 1);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });
});

describe('a forged copy of an event that somebody took from the queue', () => {
  it.each<[string, Partial<Rules>, object]>([
    ['was refused', { failedCalls: 'notify' }, { errorCode: 'AccessDenied' }],
    [
      'came through a service',
      { viaServices: 'notify' },
      { userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } },
    ],
  ])('hides no call by saying that it %s', async (_, rules, lie) => {
    const account = await anAccount(rules);
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateUser', { UserName: 'eve' });
    const taken = firstEvent(account);
    const { userIdentity } = taken.detail;
    await account.deliver(
      altered(taken, {
        ...lie,
        ...('userIdentity' in lie && { userIdentity: { ...userIdentity, ...(lie.userIdentity as object) } }),
      }),
    );
    await pass(account, 30);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('has people told what the call did, and not only what the copy says', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateAccessKey', { UserName: 'admin' });
    const taken = firstEvent(account);
    const harmless = { eventName: 'CreateUser', requestParameters: { userName: 'x' } };
    await account.deliver(altered(taken, { ...harmless, responseElements: { user: { userName: 'x' } } }));
    await pass(account, 60);
    const told = account.told().map(({ body }) => body);
    expect(told.join('\n')).toMatch(/created access key AKIA\w+ for user admin/);
  });
});
