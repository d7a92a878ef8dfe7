import { AddUserToGroupCommand, RemoveUserFromGroupCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, LOOK_RULE, stateOf, subjects } from '../../support/deployed';

const toAdmins = (UserName: string) => new AddUserToGroupCommand({ UserName, GroupName: 'Administrators' });
const outOfAdmins = (UserName: string) => new RemoveUserFromGroupCommand({ UserName, GroupName: 'Administrators' });

const MINUTE_MS = 60_000;

const look = async (account: EmbeddedAccount) => {
  account.fire(LOOK_RULE);
  await account.idle();
};
const adminOf = (account: EmbeddedAccount) => iamOf(account, (account.admin ?? aRogue(account)).credentials);

describe('the look at the admin groups', () => {
  it('makes an admin of whoever an admin put into the group, once history knows of it', () =>
    inAccount(async (account) => {
      await look(account);
      const carol = aRogue(account, 'carol');
      await adminOf(account).send(toAdmins('carol'));
      await account.idle();
      account.clock.advance(10 * MINUTE_MS);
      await look(account);
      await carol.iam.send(toAdmins('admin'));
      await account.idle();

      expect(stateOf(account, carol).attached).not.toContain(denyArn(account));
      expect(subjects(account)).toEqual(['1 change to the admin groups']);
    }));

  it('forgets a demoted admin, who then promotes itself in vain', () =>
    inAccount(async (account) => {
      await look(account);
      const bob = aRogue(account, 'bob');
      await adminOf(account).send(toAdmins('bob'));
      await account.idle();
      account.clock.advance(10 * MINUTE_MS);
      await look(account);
      await adminOf(account).send(outOfAdmins('bob'));
      await account.idle();
      account.clock.advance(60 * MINUTE_MS);
      await look(account);
      await bob.iam.send(toAdmins('bob'));
      await account.idle();

      expect(stateOf(account, bob).attached).toContain(denyArn(account));
      expect(stateOf(account, bob).groups).toEqual([]);
    }));

  it('does not vouch for a promotion that it saw before it was judged', () =>
    inAccount(async (account) => {
      await look(account);
      const rogue = aRogue(account);
      account.holdEvents();
      await rogue.iam.send(toAdmins('rogue'));
      await look(account);
      account.releaseEvents();
      await account.idle();

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(stateOf(account, rogue).groups).toEqual([]);
    }));

  it('goes by whom the deployment found in the group, and asks who put anybody else there', () =>
    inAccount(async (account) => {
      account.addUser({ name: 'sleeper', groups: ['Administrators'] });
      await look(account);
      account.clock.advance(1_500_000);
      await look(account);
      expect(subjects(account)).toEqual([
        'ACTION NEEDED: sleeper is in an admin group, and CloudTrail does not show who added it',
      ]);
    }));

  it('tells once an hour that the admin group is empty, before anybody is judged by it', () =>
    inAccount(async (account) => {
      await adminOf(account).send(outOfAdmins('admin'));
      await account.idle();
      const before = account.deadLetters().length;
      await look(account);
      await look(account);
      expect(
        subjects(account).filter((subject) => subject === 'ACTION NEEDED: an admin group is missing or empty'),
      ).toHaveLength(1);
      expect(account.deadLetters()).toHaveLength(before);
    }));
});
