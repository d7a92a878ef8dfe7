import type { PlayedAccount, Player } from '../../../support/played/account';
import {
  ADMINS,
  IAM_FULL_ACCESS,
  MINUTE,
  aDenied,
  anAccount,
  create,
  deliver,
  pass,
  titles,
} from '../../../support/played/days';
import { altered, forged } from '../../../support/played/forged';

const FORGED = 'ACTION NEEDED: a forged message told of a call that bob never made';

/** A day of an admin whom a role made one that may not: nobody denies bob anything, and whom he makes an admin is none. */
async function withHalfAnAdmin(before: (account: PlayedAccount, bob: Player) => void = () => undefined) {
  const account = await anAccount();
  const bob = account.user('bob', [IAM_FULL_ACCESS]);
  const role = account.role('deployer', '/', [IAM_FULL_ACCESS]);
  account.clock.advance(MINUTE);
  before(account, bob);
  account.clock.advance(MINUTE);
  account.act(role, 'AddUserToGroup', { UserName: 'bob', GroupName: ADMINS });
  return { account, bob };
}

describe('an admin whom a role without a vote has made one', () => {
  it.each(['1960-01-01T00:00:00Z', '2026-06-01T13:00:30Z'])(
    'is not denied for a message of a call from before (%s), which is told once history has no such call',
    async (eventTime) => {
      const { account, bob } = await withHalfAnAdmin();
      await deliver(account, 0);
      await pass(account, 60);
      await account.deliver(altered(forged(account, bob, bob, 'long-ago'), { eventTime }));
      for (let minute = 0; minute < 45; minute += 1) {
        await pass(account, 1);
        expect(account.deniesOn(bob)).toEqual([]);
      }
      expect(titles(account).filter((title) => title === FORGED)).toHaveLength(1);
      expect(await account.waitingCalls()).toBe(0);
    },
  );

  it('frees nobody for longer by such a message of a release', async () => {
    const { account, bob } = await withHalfAnAdmin();
    await deliver(account, 0);
    await pass(account, 60);
    const [mole, other] = [await aDenied(account, 'mole'), account.user('other', [IAM_FULL_ACCESS])];
    const requestParameters = { userName: 'mole', policyArn: account.rules.denyPolicyArn };
    account.clock.advance(MINUTE);
    account.act(other, 'DetachUserPolicy', { UserName: 'mole', PolicyArn: requestParameters.policyArn });
    const eventTime = '1960-01-01T00:00:00Z';
    const release = { eventName: 'DetachUserPolicy', requestParameters, eventTime };
    await account.deliver(altered(forged(account, bob, mole, 'release'), release));
    expect(account.deniesOn(mole)).toEqual([]);
    await pass(account, 15);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it('has such a message told as well where it could not be judged at first', async () => {
    const { account, bob } = await withHalfAnAdmin();
    await deliver(account, 0);
    await pass(account, 60);
    const message = altered(forged(account, bob, bob, 'throttled'), { eventTime: '1960-01-01T00:00:00Z' });
    account.disturb({ at: 0, fate: 'refused' });
    await account.deliver(message);
    await pass(account, 45);
    expect(titles(account)).toContain(FORGED);
    expect(account.deniesOn(bob)).toEqual([]);
  });

  it('is denied for a true one whose event came late, once history shows it', async () => {
    const { account, bob } = await withHalfAnAdmin((beforehand, caller) => {
      create(beforehand, caller, 'eve');
    });
    const [late, ...others] = account.events;
    for (const event of others) await account.deliver(event);
    await pass(account, 20);
    if (late !== undefined) await account.deliver(late);
    await pass(account, 60);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
    expect(titles(account)).not.toContain(FORGED);
  });
});

describe('a new admin of whom it is not sure yet whether one was meant', () => {
  it('is not denied for a call from before that comes late', async () => {
    const account = await anAccount();
    const bob = account.user('bob', [IAM_FULL_ACCESS]);
    create(account, bob, 'eve');
    account.clock.advance(MINUTE);
    account.act(account.admin, 'AddUserToGroup', { UserName: 'bob', GroupName: ADMINS });
    const [early, ...later] = account.events;
    for (const event of later) await account.deliver(event);
    await pass(account, 1);
    for (let turn = 0; turn < 3; turn += 1) {
      account.clock.advance(5 * MINUTE);
      await account.look();
    }
    if (early !== undefined) await account.deliver(early);
    for (let turn = 0; turn < 12; turn += 1) {
      await pass(account, 5);
      expect(account.deniesOn(bob)).toEqual([]);
    }
    expect(await account.waitingCalls()).toBe(0);
  });
});
