import type { PlayedAccount } from '../../../support/played/account';
import {
  ADMINS,
  IAM_FULL_ACCESS,
  MINUTE,
  add,
  anAccount,
  create,
  deliver,
  firstEvent,
  judged,
  pass,
  titles,
} from '../../../support/played/days';

describe('a record that CloudTrail has cut', () => {
  it.each([
    ['the id', { responseElements: null }],
    ['the id and the name', { responseElements: null, requestParameters: null }],
  ])('leaves out %s of a user that was made, and blinds nobody', async (_, cut) => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    create(account, rogue, 'x');
    Object.assign(account.events[0]?.detail ?? {}, cut);
    add(account, rogue, 'mole');
    await deliver(account, 0);
    await pass(account, 30);
    await judged(account, () => create(account, mole, 'eve'));
    await pass(account, 60);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
    expect(account.membersOf(ADMINS)).toEqual(['admin']);
  });
});

describe('names that change hands before history shows it', () => {
  /** An admin adds bob, whose name a rogue gives to the mole. @param after milliseconds between the two @param seconds that the renaming takes */
  async function swap(account: PlayedAccount, after: number, seconds: number) {
    const [bob, mole] = [account.user('bob', []), account.user('mole', [IAM_FULL_ACCESS])];
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await passMs(account, after);
    await judged(account, () => {
      account.act(rogue, 'UpdateUser', { UserName: 'bob', NewUserName: 'bob2' });
      account.clock.advance(seconds * 1_000);
      account.act(rogue, 'UpdateUser', { UserName: 'mole', NewUserName: 'bob' });
    });
    await account.look();
    return { bob, mole };
  }

  /** Looks come as they do. */
  async function passMs(account: PlayedAccount, ms: number) {
    for (let left = ms; left > 0; left -= 5 * MINUTE) {
      account.clock.advance(Math.min(left, 5 * MINUTE));
      if (left >= 5 * MINUTE) await account.look();
    }
  }

  it.each([4, 9, 24, 29, 30, 31, 34, 39])(
    'make nobody an admin %i minutes after an admin made one',
    async (minutes) => {
      const account = await anAccount();
      const { bob, mole } = await swap(account, minutes * MINUTE + 50_000, 1);
      await judged(account, () => {
        create(account, mole, 'eve');
        create(account, bob, 'dave');
      });
      await pass(account, 60);
      await judged(account, () => {
        create(account, mole, 'eve2');
        create(account, bob, 'dave2');
      });
      await pass(account, 10);
      expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
      expect(account.deniesOn(bob)).toEqual([]);
    },
  );

  it.each([4, 24])(
    'make nobody an admin %i minutes after, nor where all of it is done in one second',
    async (minutes) => {
      const account = await anAccount();
      const { mole } = await swap(account, minutes * MINUTE + 50_000, 0);
      await pass(account, 60);
      create(account, mole, 'eve');
      await deliver(account, account.events.length - 1);
      await pass(account, 10);
      expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
    },
  );

  it.each([4, 30, 34])('have no admin denied %i minutes after an admin took another out', async (minutes) => {
    const account = await anAccount();
    const [ada, bob] = [account.user('ada', []), account.user('bob', [IAM_FULL_ACCESS])];
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    for (const name of ['ada', 'bob']) add(account, account.admin, name);
    await deliver(account, 0);
    await pass(account, 60);
    account.act(account.admin, 'RemoveUserFromGroup', { UserName: 'bob', GroupName: ADMINS });
    await passMs(account, minutes * MINUTE + 50_000);
    account.act(rogue, 'UpdateUser', { UserName: 'bob', NewUserName: 'quiet' });
    account.clock.advance(1_000);
    account.act(rogue, 'UpdateUser', { UserName: 'ada', NewUserName: 'bob' });
    await account.look();
    await judged(account, () => create(account, ada, 'dave'));
    expect(account.deniesOn(ada)).toEqual([]);
    await pass(account, 60);
    expect(account.deniesOn(ada)).toEqual([]);
    create(account, bob, 'eve');
    await deliver(account, account.events.length - 1);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
  });

  it.each([4, 30, 34])('make no member of another group an admin %i minutes after she joined it', async (minutes) => {
    const account = await anAccount();
    const mole = account.user('mole', [IAM_FULL_ACCESS]);
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(account.admin, 'AddUserToGroup', { UserName: 'mole', GroupName: 'Developers' });
    await deliver(account, 0);
    await passMs(account, minutes * MINUTE + 50_000);
    account.act(rogue, 'UpdateGroup', { GroupName: ADMINS, NewGroupName: 'x' });
    account.act(rogue, 'UpdateGroup', { GroupName: 'Developers', NewGroupName: ADMINS });
    account.act(rogue, 'UpdateGroup', { GroupName: 'x', NewGroupName: 'Developers' });
    await account.look();
    await judged(account, () => create(account, mole, 'eve'));
    await pass(account, 60);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });
});

describe('a history of less than what happened', () => {
  it('has nobody denied for being new after a gap of more than 90 days, and says so', async () => {
    const account = await anAccount();
    const [bob, mole, rogue] = [
      account.user('bob', []),
      account.user('mole', []),
      account.user('rogue', [IAM_FULL_ACCESS]),
    ];
    add(account, account.admin, 'bob');
    account.clock.advance(100 * 24 * 60 * MINUTE); // the guard was off
    await account.look();
    account.clock.advance(MINUTE);
    create(account, bob, 'dave');
    create(account, account.admin, 'erin');
    await deliver(account, account.events.length - 2);
    await pass(account, 60);
    expect([account.deniesOn(bob), account.deniesOn(account.admin)]).toEqual([[], []]);
    expect(titles(account)).toContain(
      'ACTION NEEDED: the revoker does not know who belongs in the admin group Administrators',
    );
    await judged(account, () => {
      add(account, rogue, 'mole');
      account.clock.advance(MINUTE);
      create(account, mole, 'eve');
    });
    await pass(account, 40);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it('of names, of which somebody has moved more than are remembered, has nobody denied for being new, and says so', async () => {
    const account = await anAccount();
    const [bob, rogue] = [account.user('bob', []), account.user('rogue', [IAM_FULL_ACCESS])];
    account.user('decoy-0', []);
    for (let turn = 0; turn < 600; turn += 1) {
      account.act(rogue, 'UpdateUser', { UserName: `decoy-${turn}`, NewUserName: `decoy-${turn + 1}` });
      account.clock.advance(1_000);
    }
    // What is known of one such call is known of all.
    await account.deliver(firstEvent(account));
    account.clock.advance(40 * MINUTE);
    await account.look();
    expect((await account.roster())?.moved).toEqual([{ name: '*', from: expect.any(Number) as number }]);
    expect(titles(account)).toContain(
      'ACTION NEEDED: somebody renamed so many users or groups that names cannot be trusted',
    );
    await judged(account, () => {
      add(account, account.admin, 'bob');
      account.clock.advance(20_000);
      create(account, bob, 'dave');
    });
    await pass(account, 60);
    expect(account.deniesOn(bob)).toEqual([]);
    expect(titles(account)).toContainEqual(
      expect.stringMatching(/^ACTION NEEDED: bob is in an admin group, and it is unclear/),
    );
    expect(titles(account)).toContainEqual(
      expect.stringMatching(/^ACTION NEEDED: \d+ IAM calls? ha(s|ve) not been judged yet/),
    );
    expect(JSON.stringify(await account.roster()).length).toBeLessThan(20_000);
  });
});
