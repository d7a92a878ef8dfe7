import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteUserCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { changesOf, crashAt } from '../../support/crashes';
import { aRogue, inAccount, LOOK_RULE, REVOKER, subjects } from '../../support/deployed';
import { someIt as it } from '../../support/some-it';
import { placesOf } from '../../support/thorough';

const TELL_RULE = `${REVOKER}-tell`;
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const EIGHT = { workers: 8, latencyMs: 5, settings: { revoker: { maxConcurrency: 8 } } };
/** Away from the end of an hour, which would begin another notice. */
const startAt = new Date('2026-06-01T12:05:00Z');

const revoked = 'IAM access revoked: rogue is no admin and called the IAM API';
const createUser = (UserName: string) => new CreateUserCommand({ UserName });

/** The first call is told in the notice of the revocation; the second is left for later. */
async function rogueMakesTwoUsers(account: EmbeddedAccount): Promise<void> {
  const { iam } = aRogue(account);
  await iam.send(createUser('eve'));
  await iam.send(createUser('mallory'));
  await account.idle();
}

/** A minute later the schedule has the revoker tell what is left. */
async function aMinuteLater(account: EmbeddedAccount, rule = TELL_RULE): Promise<void> {
  account.clock.advance(61_000);
  account.fire(rule);
  await account.idle();
}

const messages = (account: EmbeddedAccount) => account.published().map(({ message }) => message);
/** How often people read of something, in whatever notice. */
const mentions = (account: EmbeddedAccount, words: string) => messages(account).join('\n').split(words).length - 1;

describe('every call that succeeded is told', () => {
  it('where a user, a policy and a key come within one second: in two notices', () =>
    inAccount(
      async (account) => {
        const { iam } = aRogue(account);
        await iam.send(createUser('eve'));
        await iam.send(new AttachUserPolicyCommand({ UserName: 'eve', PolicyArn: ADMINISTRATOR }));
        const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'eve' }));
        await account.idle();
        await aMinuteLater(account);
        await aMinuteLater(account);

        expect(subjects(account)).toEqual([revoked, 'rogue: 2 more IAM calls succeeded']);
        expect(mentions(account, 'created user arn:aws:iam::111122223333:user/eve')).toBe(1);
        expect(mentions(account, `attached policy ${ADMINISTRATOR} to user eve`)).toBe(1);
        expect(mentions(account, `created access key ${AccessKey?.AccessKeyId} for user eve`)).toBe(1);
      },
      { startAt },
    ));

  it('where root makes six in seven minutes', () =>
    inAccount(
      async (account) => {
        const iam = iamOf(account, account.root);
        for (const name of ['a', 'b', 'c']) {
          await iam.send(createUser(name));
          await iam.send(new CreateGroupCommand({ GroupName: name }));
          account.clock.advance(80_000);
          await account.idle();
          await aMinuteLater(account);
        }
        expect(subjects(account)[0]).toContain('root called the IAM API');
        expect(subjects(account).length).toBeLessThanOrEqual(4);
        for (const name of ['a', 'b', 'c']) {
          expect(mentions(account, `created user arn:aws:iam::111122223333:user/${name}`)).toBe(1);
          expect(mentions(account, `created group arn:aws:iam::111122223333:group/${name}`)).toBe(1);
        }
        expect(messages(account)[0]).toMatch(/Who: +root of account 111122223333 \(session key ASIA\w+, with MFA\)/);
      },
      { startAt },
    ));

  it('where 60 come at once to eight workers, each event twice: in two notices, each call once', () =>
    inAccount(
      async (account) => {
        const { iam } = aRogue(account);
        await Promise.all(Array.from({ length: 60 }, (_, n) => iam.send(createUser(`eve-${n}-`))));
        for (const event of account.events()) account.inject(JSON.stringify(event), 1, REVOKER);
        await account.idle();
        account.clock.advance(61_000);
        for (let n = 0; n < 4; n += 1) account.fire(TELL_RULE);
        await account.idle();
        for (const event of account.events()) account.inject(JSON.stringify(event), 1, REVOKER);
        await account.idle();
        await aMinuteLater(account);

        expect(subjects(account)).toEqual([revoked, 'rogue: 59 more IAM calls succeeded']);
        for (let n = 0; n < 60; n += 1) expect(mentions(account, `user/eve-${n}-`)).toBe(1);
      },
      { ...EIGHT, startAt },
    ));

  it('by the look, where the other schedule is switched off', () =>
    inAccount(
      async (account) => {
        const { iam } = aRogue(account);
        await iam.send(createUser('eve'));
        await iam.send(new DeleteUserCommand({ UserName: 'eve' }));
        await account.idle();
        await aMinuteLater(account, LOOK_RULE);
        expect(mentions(account, 'deleted user eve')).toBe(1);
      },
      { startAt },
    ));

  it('in observe mode', () =>
    inAccount(
      async (account) => {
        await rogueMakesTwoUsers(account);
        await aMinuteLater(account);
        expect(subjects(account).at(-1)).toBe('rogue: 1 more IAM call succeeded');
      },
      { startAt, settings: { revoker: { mode: 'observe' } } },
    ));

  it('not before the others of its burst had their minute', () =>
    inAccount(
      async (account) => {
        await rogueMakesTwoUsers(account);
        account.clock.advance(30_000);
        account.fire(TELL_RULE);
        await account.idle();
        expect(subjects(account)).toEqual([revoked]);
      },
      { startAt },
    ));

  it('once, where the publishing fails at first', () =>
    inAccount(
      async (account) => {
        await rogueMakesTwoUsers(account);
        account.failNext('sns', 'Publish', 'InternalFailure', { times: 3 });
        await aMinuteLater(account);
        await aMinuteLater(account);
        expect(subjects(account)).toEqual([revoked, 'rogue: 1 more IAM call succeeded']);
        expect(account.deadLetters()).toEqual([]);
      },
      { startAt },
    ));

  it('nowhere but in the log, where nobody is told anything', () =>
    inAccount(
      async (account) => {
        await rogueMakesTwoUsers(account);
        await aMinuteLater(account);
        expect(account.logs(REVOKER).join('\n')).toContain('"toldOfCalls":{"AIDA');
        expect(account.deadLetters()).toEqual([]);
      },
      { startAt, settings: { notifications: { topic: 'none' } } },
    ));

  it('nothing of what an admin does', () =>
    inAccount(
      async (account) => {
        const admin = account.admin ?? aRogue(account);
        await iamOf(account, admin.credentials).send(createUser('carol'));
        await account.idle();
        await aMinuteLater(account);
        expect(subjects(account)).toEqual([]);
        expect(account.calls({ functionName: REVOKER, service: 'dynamodb', action: 'PutItem' })).toEqual([]);
      },
      { startAt },
    ));
});

describe('a worker that dies after its n-th answered change, telling of calls', () => {
  const endOf = async (nth?: number) => {
    let end: unknown;
    let changes = 0;
    await inAccount(
      async (account) => {
        await rogueMakesTwoUsers(account);
        const before = account.calls({ functionName: REVOKER }).length;
        if (nth !== undefined) crashAt(account, REVOKER, nth);
        await aMinuteLater(account);
        changes = changesOf(account, REVOKER, before);
        await aMinuteLater(account);
        end = { notices: [...new Set(subjects(account))], dead: account.deadLetters().length };
      },
      { startAt },
    );
    return { end, changes };
  };

  it('tells the same as one that lives, for every n', async () => {
    const whole = await endOf();
    expect(whole.end).toEqual({ notices: [revoked, 'rogue: 1 more IAM call succeeded'], dead: 0 });
    for (const n of placesOf(whole.changes + 1))
      expect({ n, ...(await endOf(n)) }).toMatchObject({ n, end: whole.end });
  });
});
