import { type PlayedAccount, type Player } from '../../../support/played/account';
import {
  ADMINS,
  IAM_FULL_ACCESS,
  MINUTE,
  add,
  anAccount,
  create,
  deliver,
  judged,
  pass,
} from '../../../support/played/days';

type By = Pick<Player, 'credentials'>;
const rename = (account: PlayedAccount, by: By, UserName: string, NewUserName: string) =>
  account.act(by, 'UpdateUser', { UserName, NewUserName });

describe('a name that somebody unauthorized has moved', () => {
  /** The name of bob is the mole's by now, which nobody with a vote has seen to. */
  async function aSwap() {
    const account = await anAccount();
    const bob = account.user('bob', []);
    const [mole, rogue] = [account.user('mole', [IAM_FULL_ACCESS]), account.user('rogue', [IAM_FULL_ACCESS])];
    rename(account, rogue, 'bob', 'bob2');
    rename(account, rogue, 'mole', 'bob');
    return { account, bob, mole };
  }

  it.each([6, 20, 40, 600])('makes nobody an admin whom an admin adds under it %i minutes later', async (minutes) => {
    const { account, bob, mole } = await aSwap();
    await pass(account, minutes);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 10);
    await judged(account, () => create(account, mole, 'eve'));
    await pass(account, 60);
    expect(account.nameOf(bob)).toBe('bob2');
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it('makes one an admin again once an admin has given it back', async () => {
    const { account, bob } = await aSwap();
    await pass(account, 60);
    rename(account, account.admin, 'bob', 'mole');
    rename(account, account.admin, 'bob2', 'bob');
    account.clock.advance(MINUTE);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 60);
    await judged(account, () => create(account, bob, 'dave'));
    await pass(account, 60);
    expect(account.nameOf(bob)).toBe('bob');
    expect(account.deniesOn(bob)).toEqual([]);
  });
});

/** What IAM asks for before a user can be deleted, and that. */
function remove(account: PlayedAccount, by: By, { name: UserName, credentials }: Player): void {
  account.act(by, 'DeleteAccessKey', { UserName, AccessKeyId: credentials.accessKeyId });
  account.act(by, 'RemoveUserFromGroup', { UserName, GroupName: ADMINS });
  account.act(by, 'DeleteUser', { UserName });
}

describe('an admin who is gone', () => {
  it('is told of once, and not every day', async () => {
    const account = await anAccount();
    const bob = account.user('bob', []);
    const pipeline = account.role('pipeline', '/', [IAM_FULL_ACCESS]);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 60);
    remove(account, pipeline, bob);
    expect(account.nameOf(bob)).toBeUndefined();
    await pass(account, 60);
    expect(account.told().map(({ title }) => title)).toContain(
      `ACTION NEEDED: ${bob.id} is no longer in the admin group, and no admin removed it`,
    );
    account.notices.length = 0;
    account.clock.advance(7 * 24 * 60 * MINUTE);
    await account.look();
    expect(account.told()).toEqual([]);
  });

  it('has no other new admin denied', async () => {
    const account = await anAccount();
    const [tmp, bob] = [account.user('tmp', []), account.user('bob', [])];
    add(account, account.admin, 'tmp');
    remove(account, account.admin, tmp);
    account.clock.advance(4 * MINUTE);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    account.clock.advance(2 * MINUTE);
    await account.look(); // History does not know of bob yet.
    await judged(account, () => create(account, bob, 'dave'));
    expect(account.nameOf(tmp)).toBeUndefined();
    expect(account.deniesOn(bob)).toEqual([]);
  });
});

describe('what an admin has done stands,', () => {
  it.each(['she herself', 'an accomplice'])('a removal, though %s renames the removed admin later', async (who) => {
    const account = await anAccount();
    const bob = account.user('bob', [IAM_FULL_ACCESS]);
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 60);
    await judged(account, () => {
      account.act(account.admin, 'RemoveUserFromGroup', { UserName: 'bob', GroupName: ADMINS });
      account.clock.advance(2 * MINUTE);
      rename(account, who === 'she herself' ? bob : rogue, 'bob', 'bobby');
    });
    await pass(account, 60);
    await judged(account, () => create(account, bob, 'eve'));
    await pass(account, 40);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
  });

  it('an add, though somebody renames the new admin minutes later', async () => {
    const account = await anAccount();
    const [bob, rogue] = [account.user('bob', []), account.user('rogue', [IAM_FULL_ACCESS])];
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 10);
    await judged(account, () => rename(account, rogue, 'bob', 'bobby'));
    await pass(account, 10);
    await judged(account, () => create(account, bob, 'dave'));
    await pass(account, 60);
    expect(account.deniesOn(bob)).toEqual([]);
  });
});
