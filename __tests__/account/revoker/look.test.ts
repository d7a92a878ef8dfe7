import { AddUserToGroupCommand, RemoveUserFromGroupCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, LOOK_RULE, stateOf, subjects } from '../../support/deployed';

const toAdmins = (UserName: string) => new AddUserToGroupCommand({ UserName, GroupName: 'Administrators' });
const outOfAdmins = (UserName: string) => new RemoveUserFromGroupCommand({ UserName, GroupName: 'Administrators' });

const look = async (account: EmbeddedAccount) => {
  account.fire(LOOK_RULE);
  await account.idle();
};
const adminOf = (account: EmbeddedAccount) => iamOf(account, (account.admin ?? aRogue(account)).credentials);

describe('the look at the admin groups', () => {
  it('vouches for an admin who was made one by an admin minutes ago', () =>
    inAccount(async (account) => {
      await look(account);
      const carol = aRogue(account, 'carol');
      await adminOf(account).send(toAdmins('carol'));
      await account.idle();
      await look(account);
      account.clock.advance(300_000);
      await carol.iam.send(toAdmins('admin'));
      await account.idle();

      expect(stateOf(account, carol).attached).not.toContain(denyArn(account));
      expect(subjects(account)).toEqual([]);
    }));

  it('forgets a demoted admin, who then promotes itself in vain', () =>
    inAccount(async (account) => {
      const bob = aRogue(account, 'bob');
      await adminOf(account).send(toAdmins('bob'));
      await account.idle();
      await look(account);
      await adminOf(account).send(outOfAdmins('bob'));
      await account.idle();
      await look(account);
      account.clock.advance(300_000);
      await bob.iam.send(toAdmins('bob'));
      await account.idle();

      expect(stateOf(account, bob).attached).toContain(denyArn(account));
      expect(stateOf(account, bob).groups).toEqual([]);
    }));

  it('does not vouch for a promotion that it saw before it was judged', () =>
    inAccount(async (account) => {
      await look(account);
      const rogue = aRogue(account);
      account.failNext('iam', 'GetPolicy', 'AccessDenied', { status: 403 });
      await rogue.iam.send(toAdmins('rogue'));
      await look(account);

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(stateOf(account, rogue).groups).toEqual([]);
    }));

  it('tells once an hour that the admin group is empty, before anybody is judged by it', () =>
    inAccount(async (account) => {
      await adminOf(account).send(outOfAdmins('admin'));
      await account.idle();
      const before = account.deadLetters().length;
      await look(account);
      await look(account);
      expect(
        subjects(account).filter((subject) => subject === 'ACTION NEEDED: the revoker cannot tell who is an admin'),
      ).toHaveLength(1);
      expect(account.deadLetters()).toHaveLength(before);
    }));
});
