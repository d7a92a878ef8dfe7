import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  PutUserPolicyCommand,
  CreateGroupCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { DENY_IAM } from '../../../src/domain/policy/deny';
import type { AccountUser, EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, LOOK_RULE, stateOf, subjects, fire, pass, isDenied } from '../../support/deployed';
import { someIt as it } from '../../support/some-it';
import { someOf } from '../../support/thorough';

const ADMINS = 'Administrators';
const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const MINUTE_MS = 60_000;
/** In which events arrive. */
const ORDERS = someOf([undefined, 'reversed'] as const);
const add = (UserName: string, GroupName = ADMINS) => new AddUserToGroupCommand({ UserName, GroupName });
const remove = (UserName: string) => new RemoveUserFromGroupCommand({ UserName, GroupName: ADMINS });
const rename = (GroupName: string, NewGroupName: string) => new UpdateGroupCommand({ GroupName, NewGroupName });
const createUser = (UserName: string) => new CreateUserCommand({ UserName });

const adminOf = (account: EmbeddedAccount): AccountUser => {
  if (account.admin === undefined) throw new Error('the account has no admin');
  return account.admin;
};

/**
 * Plays an order of calls of which EventBridge delivers nothing until the last was made, in any order the test says.
 *
 * A look has been made before, as on every day but the first.
 */
const played =
  (test: (account: EmbeddedAccount, deliver: (order?: 'reversed') => Promise<void>) => Promise<void>) => () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      account.holdEvents();
      await test(account, async (order) => {
        account.releaseEvents((held) => (order === 'reversed' ? [...held].reverse() : held));
        await account.idle();
      });
    });

describe('an attacker whose events come late', () => {
  it(
    'who makes itself an admin, takes another name and deletes the key that it called with is denied',
    played(async (account, deliver) => {
      const rogue = aRogue(account);
      await rogue.iam.send(add('rogue'));
      await rogue.iam.send(new CreateAccessKeyCommand({ UserName: 'rogue' }));
      await rogue.iam.send(new UpdateUserCommand({ UserName: 'rogue', NewUserName: 'quiet' }));
      const key = new DeleteAccessKeyCommand({ UserName: 'quiet', AccessKeyId: rogue.credentials.accessKeyId });
      await rogue.iam.send(key);
      await deliver();

      expect(isDenied(account, rogue)).toBe(true);
      expect(stateOf(account, rogue).groups).toEqual([]);
      expect(subjects(account)).toContainEqual(expect.stringMatching(/^IAM access revoked: quiet /));
    }),
  );

  it.each(ORDERS)(
    'who makes an accomplice an admin and takes the admin out gains nothing, and the admin stays one (%s)',
    (order) =>
      played(async (account, deliver) => {
        const [rogue, accomplice] = [aRogue(account), aRogue(account, 'accomplice')];
        const admin = adminOf(account);
        await rogue.iam.send(add('accomplice'));
        await accomplice.iam.send(remove(admin.name));
        await accomplice.iam.send(createUser('eve'));
        await iamOf(account, admin.credentials).send(createUser('carol'));
        await deliver(order);
        await pass(account, 5);

        expect(isDenied(account, rogue)).toBe(true);
        expect(isDenied(account, accomplice)).toBe(true);
        expect(isDenied(account, admin)).toBe(false);
        await pass(account, 25);
        expect(subjects(account)).toContain(
          'ACTION NEEDED: admin is no longer in the admin group, and no admin removed it',
        );
      })(),
  );

  it.each(ORDERS)('who promote each other are both denied within minutes (%s)', (order) =>
    played(async (account, deliver) => {
      const [one, other] = [aRogue(account, 'one'), aRogue(account, 'other')];
      await one.iam.send(add('other'));
      await other.iam.send(add('one'));
      await deliver(order);
      await pass(account, 5);

      for (const user of [one, other]) expect(isDenied(account, user)).toBe(true);
      expect(isDenied(account, adminOf(account))).toBe(false);
    })(),
  );

  it(
    'who empties the admin group is denied, and blinds nobody',
    played(async (account, deliver) => {
      const rogue = aRogue(account);
      await rogue.iam.send(remove('admin'));
      await deliver();
      expect(isDenied(account, rogue)).toBe(true);

      await fire(account, LOOK_RULE);
      expect(subjects(account)).toContain('ACTION NEEDED: an admin group is missing or empty');
      const other = aRogue(account, 'other');
      await other.iam.send(createUser('eve'));
      await iamOf(account, adminOf(account).credentials)
        .send(createUser('carol'))
        .catch(() => undefined);
      await account.idle();
      expect(isDenied(account, other)).toBe(true);
      expect(isDenied(account, adminOf(account))).toBe(false);
    }),
  );

  it(
    'who deletes the admin group and makes another of its name is denied with whoever is in that',
    played(async (account, deliver) => {
      const [rogue, accomplice] = [aRogue(account), aRogue(account, 'accomplice')];
      await rogue.iam.send(remove('admin'));
      await rogue.iam.send(new DetachGroupPolicyCommand({ GroupName: ADMINS, PolicyArn: ADMINISTRATOR_ACCESS }));
      await rogue.iam.send(new DeleteGroupCommand({ GroupName: ADMINS }));
      await rogue.iam.send(new CreateGroupCommand({ GroupName: ADMINS }));
      await rogue.iam.send(add('accomplice'));
      await accomplice.iam.send(createUser('eve'));
      await deliver();

      expect(isDenied(account, rogue)).toBe(true);
      expect(isDenied(account, accomplice)).toBe(true);
    }),
  );

  it.each(ORDERS)(
    'who renames the admin group around an accomplice is denied, and so is the accomplice (%s)',
    (order) =>
      played(async (account, deliver) => {
        const [rogue, accomplice] = [aRogue(account), aRogue(account, 'accomplice')];
        await rogue.iam.send(rename(ADMINS, 'decoy'));
        await rogue.iam.send(add('accomplice', 'decoy'));
        await rogue.iam.send(rename('decoy', ADMINS));
        await accomplice.iam.send(createUser('eve'));
        await deliver(order);
        await pass(account, 5);

        expect(isDenied(account, rogue)).toBe(true);
        expect(isDenied(account, accomplice)).toBe(true);
      })(),
  );

  it('with more users than may be revoked in ten minutes loses them all, one wave after the other', () =>
    inAccount(
      async (account) => {
        await fire(account, LOOK_RULE);
        const rogues = ['one', 'two', 'three', 'four', 'five'].map((name) => aRogue(account, name));
        account.holdEvents();
        for (const { iam, name } of rogues) await iam.send(createUser(`made-by-${name}`));
        account.releaseEvents();
        await account.idle();
        const denied = () => rogues.filter((user) => isDenied(account, user)).length;
        expect(denied()).toBeLessThan(5);

        await pass(account, 25);
        expect(denied()).toBe(5);
        expect(account.deadLetters()).toEqual([]);
      },
      { settings: { limits: { revocationsPer10Minutes: 2 }, revoker: { maxConcurrency: 2 } } },
    ));
});

describe('an attacker who turns the denies against the guard', () => {
  const detach = (account: EmbeddedAccount, UserName: string) =>
    new DetachUserPolicyCommand({ UserName, PolicyArn: denyArn(account) });

  it.each(ORDERS)('with two users who free each other has both denied at once (%s)', (order) =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const [one, other] = [aRogue(account, 'one'), aRogue(account, 'other')];
      await one.iam.send(createUser('eve'));
      await account.idle();
      expect(isDenied(account, one)).toBe(true);
      account.holdEvents();
      await other.iam.send(detach(account, 'one'));
      account.clock.advance(5_000);
      await one.iam.send(createUser('mallory'));
      account.releaseEvents((held) => (order === 'reversed' ? [...held].reverse() : held));
      await account.idle();

      expect(isDenied(account, one)).toBe(true);
      expect(isDenied(account, other)).toBe(true);
      expect(
        subjects(account).filter((subject) => subject.startsWith('ESCALATION: one had lost')).length,
      ).toBeGreaterThan(0);
    }),
  );

  it('by a call that EventBridge loses has the user denied again by the second look', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const [one, other] = [aRogue(account, 'one'), aRogue(account, 'other')];
      await one.iam.send(createUser('eve'));
      await account.idle();
      account.clock.advance(MINUTE_MS);
      account.holdEvents();
      await other.iam.send(detach(account, 'one'));
      account.releaseEvents(() => []);
      account.clock.advance(MINUTE_MS);
      await fire(account, LOOK_RULE);
      expect(isDenied(account, one)).toBe(false);
      account.clock.advance(5 * MINUTE_MS);
      await fire(account, LOOK_RULE);

      expect(isDenied(account, one)).toBe(true);
      expect(subjects(account)).toContain('ESCALATION: one had lost the deny on IAM; it was put back');
    }));

  it('by attaching the deny to the admin group or to an admin denies no admin for long', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const rogue = aRogue(account);
      const admin = adminOf(account);
      const PolicyArn = denyArn(account);
      account.holdEvents();
      await rogue.iam.send(new AttachGroupPolicyCommand({ GroupName: ADMINS, PolicyArn }));
      await rogue.iam.send(new AttachUserPolicyCommand({ UserName: admin.name, PolicyArn }));
      account.clock.advance(5_000);
      await expect(iamOf(account, admin.credentials).send(createUser('carol'))).rejects.toThrow('explicit deny');
      account.releaseEvents();
      await account.idle();
      account.clock.advance(5_000);

      expect(isDenied(account, rogue)).toBe(true);
      expect(isDenied(account, admin)).toBe(false);
      await iamOf(account, admin.credentials).send(createUser('carol'));
      expect(subjects(account)).toEqual(
        expect.arrayContaining([
          'ACTION NEEDED: a deny of the revoker was attached to the group Administrators',
          'ACTION NEEDED: admin admin had been denied IAM access and was released',
        ]),
      );
    }));
});

describe('an attacker who puts the inline deny of the guard on an admin', () => {
  const put = (account: EmbeddedAccount) =>
    new PutUserPolicyCommand({
      ...{ UserName: adminOf(account).name, PolicyName: 'DenyIAM' },
      PolicyDocument: JSON.stringify(DENY_IAM),
    });
  const FREED = 'ACTION NEEDED: admin admin had been denied IAM access and was released';

  it.each<[string, 'all' | 'none']>([
    ['has it taken off at the call', 'all'],
    ['by a call whose event never comes has it taken off by the next look', 'none'],
  ])('%s', (_, delivered) =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const rogue = aRogue(account);
      const admin = iamOf(account, adminOf(account).credentials);
      account.holdEvents();
      await rogue.iam.send(put(account));
      account.clock.advance(5_000);
      await expect(admin.send(createUser('carol'))).rejects.toThrow('explicit deny');
      account.releaseEvents((held) => (delivered === 'all' ? held : []));
      await account.idle();
      if (delivered === 'none') await pass(account, 5);
      account.clock.advance(5_000);
      await admin.send(createUser('carol'));
      expect(subjects(account)).toContain(FREED);
    }),
  );
});

describe('a person who is made an admin', () => {
  it('and is denied since no message told of it is released once history knows of it', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const bob = aRogue(account, 'bob');
      account.holdEvents();
      await iamOf(account, adminOf(account).credentials).send(add('bob'));
      account.clock.advance(2_000);
      await bob.iam.send(createUser('dave'));
      account.releaseEvents((held) => held.filter(({ detail }) => detail.eventName !== 'AddUserToGroup'));
      await account.idle();
      await pass(account, 4);
      expect(isDenied(account, bob)).toBe(true);
      await pass(account, 45);
      expect(isDenied(account, bob)).toBe(false);
      expect(subjects(account)).toContain('ACTION NEEDED: admin bob had been denied IAM access and was released');
    }));

  it.each(ORDERS)('may call IAM at once, and make a colleague one within a minute (%s)', (order) =>
    played(async (account, deliver) => {
      const [bob, carol] = [aRogue(account, 'bob'), aRogue(account, 'carol')];
      await iamOf(account, adminOf(account).credentials).send(add('bob'));
      await bob.iam.send(createUser('dave'));
      await bob.iam.send(add('carol'));
      await carol.iam.send(createUser('erin'));
      await deliver(order);
      await pass(account, 30);

      for (const user of [bob, carol, adminOf(account)]) expect(isDenied(account, user)).toBe(false);
      expect(subjects(account).filter((subject) => !/changes? to the admin groups$/.test(subject))).toEqual([]);
    })(),
  );
});

describe('a call that EventBridge never delivers', () => {
  it('is found in the history, judged as of its own time, and told', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const [rogue, carol] = [aRogue(account), aRogue(account, 'carol')];
      const admin = iamOf(account, adminOf(account).credentials);
      await pass(account, 5);
      account.holdEvents();
      await rogue.iam.send(createUser('eve'));
      await admin.send(createUser('dave'));
      await admin.send(add('carol'));
      account.clock.advance(2_000);
      await carol.iam.send(createUser('erin'));
      account.releaseEvents(() => []);
      await pass(account, 30);

      expect(isDenied(account, rogue)).toBe(true);
      expect(isDenied(account, carol)).toBe(false);
      expect(isDenied(account, adminOf(account))).toBe(false);
      expect(subjects(account)).toEqual(
        expect.arrayContaining([
          'ACTION NEEDED: 4 IAM calls never reached the revoker',
          'IAM access revoked: rogue is no admin and called the IAM API',
        ]),
      );
    }));

  it('is found once, and a call that was judged is not', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      await pass(account, 5);
      await aRogue(account).iam.send(createUser('eve'));
      await iamOf(account, adminOf(account).credentials).send(createUser('dave'));
      await account.idle();
      account.holdEvents();
      await aRogue(account, 'other').iam.send(createUser('erin'));
      account.releaseEvents(() => []);
      await pass(account, 90);

      expect(subjects(account).filter((subject) => subject.includes('never reached'))).toEqual([
        'ACTION NEEDED: 1 IAM call never reached the revoker',
      ]);
    }));
});

describe('an account whose last admin takes itself out of the group', () => {
  it('has nobody judged, and everybody once there is an admin again', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      await iamOf(account, adminOf(account).credentials).send(remove('admin'));
      await account.idle();
      await pass(account, 40);
      const rogue = aRogue(account);
      await rogue.iam.send(createUser('eve'));
      await account.idle();
      expect(isDenied(account, rogue)).toBe(false);
      expect(subjects(account)).toEqual(
        expect.arrayContaining([
          'ACTION NEEDED: rogue called IAM and cannot be judged',
          'ACTION NEEDED: the revoker cannot tell who is an admin',
        ]),
      );
      expect(account.deadLetters()).toEqual([]);

      await iamOf(account, account.root).send(add('admin'));
      await account.idle();
      await pass(account, 15);
      expect(isDenied(account, rogue)).toBe(true);
      expect(isDenied(account, adminOf(account))).toBe(false);
    }));
});
