import {
  AddUserToGroupCommand,
  ChangePasswordCommand,
  CreateUserCommand,
  ListUsersCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, LOOK_RULE, REVOKER, stateOf, subjects } from '../../support/deployed';

const CHANGE_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
const createUser = (UserName: string) => new CreateUserCommand({ UserName });

describe('the revoker', () => {
  it('takes IAM away from a user outside the admin group, and tells of it once', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(createUser('eve'));
      await account.idle();
      account.clock.advance(5_000);

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      await expect(rogue.iam.send(createUser('mallory'))).rejects.toThrow('explicit deny');
      await account.idle();
      expect(subjects(account)).toEqual(['IAM access revoked: rogue is no admin and called the IAM API']);
      expect(account.published()[0]?.recipients).toEqual(['on-call@example.com']);
    }));

  it('never revokes an admin, whatever she calls', () =>
    inAccount(async (account) => {
      account.fire(LOOK_RULE);
      await account.idle();
      const admin = account.admin ?? aRogue(account);
      const iam = iamOf(account, admin.credentials);
      await iam.send(createUser('carol'));
      await iam.send(new AddUserToGroupCommand({ UserName: 'carol', GroupName: 'Administrators' }));
      await expect(iam.send(createUser('carol'))).rejects.toThrow('already exists');
      await account.idle();

      expect(stateOf(account, admin).attached).toEqual([]);
      expect(account.published()).toEqual([]);
      expect(account.deadLetters()).toEqual([]);
    }));

  it('leaves an admin alone who re-adds herself, when it saw her as one before', () =>
    inAccount(async (account) => {
      const admin = account.admin ?? aRogue(account);
      account.fire(LOOK_RULE);
      await account.idle();
      const iam = iamOf(account, admin.credentials);
      await iam.send(new AddUserToGroupCommand({ UserName: admin.name, GroupName: 'Administrators' }));
      await account.idle();

      expect(stateOf(account, admin)).toMatchObject({ attached: [], groups: ['Administrators'] });
      expect(subjects(account)).toEqual([expect.stringContaining('added itself to an admin group again')]);
    }));

  it('sees through a swap of names after a self-promotion', () =>
    inAccount(async (account) => {
      account.fire(LOOK_RULE);
      await account.idle();
      account.addGroup({ name: 'Developers' });
      const rogue = aRogue(account);
      const rename = (GroupName: string, NewGroupName: string) => new UpdateGroupCommand({ GroupName, NewGroupName });
      account.holdEvents();
      await rogue.iam.send(new AddUserToGroupCommand({ UserName: 'rogue', GroupName: 'Administrators' }));
      await rogue.iam.send(rename('Administrators', 'tmp'));
      await rogue.iam.send(rename('Developers', 'Administrators'));
      await rogue.iam.send(rename('tmp', 'Developers'));
      account.releaseEvents();
      await account.idle();

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(stateOf(account, rogue).groups).toEqual([]);
    }));

  it('denies a user who took the name of an exempt one', () =>
    inAccount(async (plain) => {
      const { arn, id } = aRogue(plain, 'break-glass');
      await inAccount(
        async (account) => {
          const exempt = aRogue(account, 'break-glass');
          const rogue = aRogue(account);
          await rogue.iam.send(new UpdateUserCommand({ UserName: 'break-glass', NewUserName: 'x' }));
          await rogue.iam.send(new UpdateUserCommand({ UserName: 'rogue', NewUserName: 'break-glass' }));
          await exempt.iam.send(createUser('eve'));
          await account.idle();

          expect(stateOf(account, rogue).attached).toContain(denyArn(account));
          expect(stateOf(account, exempt).attached).not.toContain(denyArn(account));
          expect(subjects(account)).toEqual(
            expect.arrayContaining([expect.stringContaining('x is exempt under another name')]),
          );
        },
        { settings: { revoker: { exempt: [{ arn, id, reason: 'break glass' }] } } },
      );
    }));

  it('takes a self-promoter out of the admin group again', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(new AddUserToGroupCommand({ UserName: 'rogue', GroupName: 'Administrators' }));
      await account.idle();

      expect(stateOf(account, rogue)).toMatchObject({ groups: [] });
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(subjects(account)).toEqual(['IAM access revoked: rogue put itself into an admin group']);
    }));

  it('is not fooled by a rename of the admin group around a self-promotion', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(new UpdateGroupCommand({ GroupName: 'Administrators', NewGroupName: 'hidden' }));
      await rogue.iam.send(new AddUserToGroupCommand({ UserName: 'rogue', GroupName: 'hidden' }));
      await account.idle();

      expect(stateOf(account, rogue)).toMatchObject({ groups: [] });
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(account.deadLetters()).toEqual([]);
    }));

  it('denies who called, and not who has its name now', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      const victim = aRogue(account, 'victim');
      account.failNext('iam', 'GetUser', 'ServiceFailure', { times: 20 });
      await rogue.iam.send(createUser('eve'));
      await rogue.iam.send(new UpdateUserCommand({ UserName: 'rogue', NewUserName: 'quiet' }));
      const admin = iamOf(account, (account.admin ?? rogue).credentials);
      await admin.send(new UpdateUserCommand({ UserName: 'victim', NewUserName: 'rogue' }));
      await account.idle();

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(stateOf(account, victim).attached).not.toContain(denyArn(account));
    }));

  it('reads nothing of IAM for a self-service call', () =>
    inAccount(async (account) => {
      const user = account.addUser({ name: 'newcomer', password: 'old password 1 OLD', policies: [CHANGE_PASSWORD] });
      const change = new ChangePasswordCommand({
        OldPassword: 'old password 1 OLD',
        NewPassword: 'new password 2 NEW',
      });
      await iamOf(account, user.credentials).send(change);
      await account.idle();

      expect(account.logs(REVOKER).join('\n')).toContain('self-service');
      expect(account.calls({ functionName: REVOKER })).toEqual([]);
      expect(account.published()).toEqual([]);
    }));

  it.each([
    [false, []],
    [true, ['IAM access revoked: rogue is no admin and called the IAM API']],
  ])('with readOnlyCalls %s tells of a read: %j', (readOnlyCalls, expected) =>
    inAccount(
      async (account) => {
        await aRogue(account).iam.send(new ListUsersCommand({}));
        await account.idle();
        expect(subjects(account)).toEqual(expected);
      },
      { settings: { revoker: { readOnlyCalls } } },
    ),
  );

  it.each([
    [false, ['CreateUser']],
    [true, ['CreateUser', 'ListUsers']],
  ])('by the trail of the deployment alone sees, with readOnlyCalls %s, %j', (readOnlyCalls, expected) =>
    inAccount(
      async (account) => {
        const { iam } = aRogue(account);
        await iam.send(new ListUsersCommand({}));
        await iam.send(createUser('eve'));
        await account.idle();
        const seen = account.logs(REVOKER).flatMap((line) => /"(ListUsers|CreateUser)"/.exec(line)?.[1] ?? []);
        expect([...new Set(seen)].sort()).toEqual(expected);
      },
      { settings: { revoker: { readOnlyCalls } }, otherTrail: false },
    ),
  );

  it('withholds everything in observe mode, and says what it would do', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        const before = stateOf(account, rogue);
        await rogue.iam.send(createUser('eve'));
        await rogue.iam.send(createUser('mallory'));
        await account.idle();
        expect(stateOf(account, rogue)).toEqual(before);
        expect(subjects(account)).toEqual([expect.stringContaining('Observe mode: rogue would have lost IAM access')]);
      },
      { settings: { revoker: { mode: 'observe' } } },
    ));

  it('leaves an exempt user alone', () =>
    inAccount(async (plain) => {
      const { arn, id } = aRogue(plain, 'break-glass');
      await inAccount(
        async (account) => {
          const exempt = aRogue(account, 'break-glass');
          expect(exempt.id).toBe(id);
          await exempt.iam.send(createUser('eve'));
          await account.idle();
          expect(stateOf(account, exempt).attached).not.toContain(denyArn(account));
          expect(account.logs(REVOKER).join('\n')).toContain('"reason":"exempt"');
        },
        { settings: { revoker: { exempt: [{ arn, id, reason: 'break glass' }] } } },
      );
    }));

  it('works without a topic: it still revokes, and the log line is all that is said', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(createUser('eve'));
        await account.idle();
        expect(stateOf(account, rogue).attached).toContain(denyArn(account));
        expect(account.logs(REVOKER).join('\n')).toContain('"told":true');
        expect(account.deadLetters()).toEqual([]);
      },
      { settings: { notifications: { topic: 'none' } } },
    ));
});
