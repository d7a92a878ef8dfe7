import { AddUserToGroupCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import {
  aRogue,
  IAM_FULL_ACCESS,
  inAccount,
  LOOK_RULE,
  RELEASE,
  stateOf,
  subjects,
  pass,
  isDenied,
} from '../../support/deployed';
import { someIt as it } from '../../support/some-it';

const MINUTE_MS = 60_000;
const createUser = (UserName: string) => new CreateUserCommand({ UserName });

/** Somebody who is in the admin group, and of whom no history tells. */
const aSleeper = (account: EmbeddedAccount, name = 'sleeper') =>
  account.addUser({ name, policies: [IAM_FULL_ACCESS], groups: ['Administrators'] });

describe('a member of an admin group whom nothing explains', () => {
  it('calls IAM and makes others admins, once a person has accepted it', () =>
    inAccount(async (account) => {
      const sleeper = aSleeper(account);
      await pass(account, 30);
      expect(account.published().at(-1)?.message).toContain(`--payload '{"accept":"${sleeper.id}"}' release.json`);

      const answer = await account.invoke(RELEASE, { accept: sleeper.id });
      expect(answer).toMatchObject({ kind: 'done' });
      expect(subjects(account).at(-1)).toBe('Accepted as an admin: sleeper');
      await pass(account, 5);
      const bob = account.addUser({ name: 'bob', policies: [IAM_FULL_ACCESS] });
      const iam = iamOf(account, sleeper.credentials);
      await iam.send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'Administrators' }));
      await iamOf(account, bob.credentials).send(createUser('carol'));
      await account.idle();
      await pass(account, 60);

      expect([isDenied(account, sleeper), isDenied(account, bob)]).toEqual([false, false]);
      expect(subjects(account).slice(2)).toEqual(['1 change to the admin groups']);
    }));

  it('stays denied for what it called before a person accepted it, until it is released', () =>
    inAccount(async (account) => {
      const sleeper = aSleeper(account);
      await pass(account, 5);
      await iamOf(account, sleeper.credentials).send(createUser('carol'));
      await account.idle();
      await pass(account, 30);
      expect(isDenied(account, sleeper)).toBe(true);

      const answer = await account.invoke(RELEASE, { accept: sleeper.id });
      expect(JSON.stringify(answer)).toContain('sleeper is denied IAM for what it did before');
      await pass(account, 10);
      expect(isDenied(account, sleeper)).toBe(true);
      await account.invoke(RELEASE, { principal: sleeper.id });
      await pass(account, 1);
      await iamOf(account, sleeper.credentials).send(createUser('dave'));
      await account.idle();
      await pass(account, 10);
      expect(isDenied(account, sleeper)).toBe(false);
    }));

  it('is no admin by accepting itself at once, having put itself there', () =>
    inAccount(async (account) => {
      await pass(account, 5);
      const rogue = aRogue(account);
      account.holdEvents();
      await rogue.iam.send(new AddUserToGroupCommand({ UserName: 'rogue', GroupName: 'Administrators' }));
      const answer = await account.invoke(RELEASE, { accept: rogue.id });
      expect(JSON.stringify(answer)).toContain('no look at the admin groups has found the user rogue');
      account.clock.advance(MINUTE_MS);
      account.fire(LOOK_RULE);
      await account.idle();
      const again = await account.invoke(RELEASE, { accept: rogue.id });
      expect(JSON.stringify(again)).toMatch(/history may still show|somebody who is no admin has put/);
      account.releaseEvents();
      await account.idle();
      await pass(account, 30);
      expect(isDenied(account, rogue)).toBe(true);
      expect(stateOf(account, rogue).groups).toEqual([]);
    }));

  it('is denied as ever where a person has accepted somebody else', () =>
    inAccount(async (account) => {
      const [sleeper, other] = [aSleeper(account), aSleeper(account, 'other')];
      await pass(account, 30);
      await account.invoke(RELEASE, { accept: other.id });
      await pass(account, 5);
      for (const [who, name] of [
        [sleeper, 'carol'],
        [other, 'dave'],
      ] as const) {
        await iamOf(account, who.credentials).send(createUser(name));
      }
      await account.idle();
      await pass(account, 10);
      expect([isDenied(account, sleeper), isDenied(account, other)]).toEqual([true, false]);
    }));
});
