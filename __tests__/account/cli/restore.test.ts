import { PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { HELP } from '../../../src/cli/help-text';
import { copyKeyOf } from '../../../src/domain/deletion/copy';
import type { Principal } from '../../../src/domain/identity/principal';
import type { AccountUser, EmbeddedAccount } from '../../../src/embedded-account/account';
import { EVIDENCE } from '../../support/audit';
import { anOperator, buildCommand, command } from '../../support/command';
import { aDesk, BUCKET, type Desk } from '../../support/deletion/desk';
import { EVERYTHING } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';
import { whatComesBack } from '../../support/deletion/seen';
import { inAccount } from '../../support/deployed';
import { someIt as it } from '../../support/some-it';

beforeAll(buildCommand);

/** Every right that the help names for a restoration. */
const RIGHTS = (HELP.split('\nrestore\n')[1] ?? '').match(/\b(ssm|s3|iam):[A-Z]\w+\*?/g) ?? [];
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
/** What a restoration marks its own work with, while it is not done. */
const TOKEN = 'a-token';

interface Scene {
  readonly account: EmbeddedAccount;
  readonly desk: Desk;
  readonly operator: AccountUser;
  /** Deletes somebody, and puts the copy where a function of the deployment would. @returns its key */
  readonly deleted: (principal: Principal, deletion?: string) => Promise<string>;
}

/** Runs a test in an account with the stack, in which there is somebody to be deleted. */
const inScene = (test: (scene: Scene) => Promise<void>) =>
  inAccount(async (account) => {
    account.addBucket(BUCKET);
    addSurroundings(account);
    const desk = aDesk(account);
    const deleted = async (principal: Principal, deletion = 'one') => {
      expect(await desk.delete(principal, deletion)).toMatchObject({ kind: 'deleted' });
      const key = copyKeyOf(principal, deletion);
      const [copy] = account.objects(BUCKET, key);
      account.clock.advance(60_000);
      account.putObject(EVIDENCE, key, copy?.body ?? '');
      return key;
    };
    try {
      await test({ account, desk, deleted, operator: anOperator(account, RIGHTS) });
    } finally {
      desk.stop();
    }
  });

const usersIn = (account: EmbeddedAccount) => account.snapshot().users.map(({ name }) => name);

describe('iam-guardrails restore', () => {
  it.each(['user', 'role'] as const)('gives a %s everything back, with the rights that the help names', (kind) =>
    inScene(async ({ account, desk, deleted, operator }) => {
      const ada = await aPerson(account, desk.iam, 'ada', EVERYTHING[kind]);
      const before = await whatComesBack(account, desk.iam, ada);
      const key = await deleted(ada);
      const { exitCode, stdout, stderr } = await command(account, operator, ['restore', `${kind}/ada`]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(await whatComesBack(account, desk.iam, ada)).toEqual(before);
      expect(stdout).toContain(`Copy: s3://${EVIDENCE}/${key}`);
      expect(stdout).toContain('  put inline policy inline-1\n');
      expect(stdout).toContain(`\n${kind} ada is restored.\nWhat does not come back:\n`);
      expect(stdout).toContain(`show ${ada.id} now and stay broken`);

      const again = await command(account, operator, ['restore', ada.arn]);
      expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('nothing to do') as unknown });
    }),
  );

  it('only says with --dry-run what it would do', () =>
    inScene(async ({ account, desk, deleted, operator }) => {
      await deleted(await aPerson(account, desk.iam, 'ada', EVERYTHING.user));
      const before = account.snapshot();
      const { exitCode, stdout } = await command(account, operator, ['restore', 'user/ada', '--dry-run']);
      expect(exitCode).toBe(0);
      expect(account.snapshot()).toEqual(before);
      expect(stdout).toMatch(/^ {2}create, with path, tags and permissions boundary$/m);
      expect(stdout).toContain('With --dry-run nothing is changed');
      expect(stdout).toContain('The password cannot come back');
    }));

  it('takes the newest copy of the name, or the one that is asked for', () =>
    inScene(async ({ account, desk, deleted, operator }) => {
      const first = await aPerson(account, desk.iam, 'ada', { ...EVERYTHING.user, path: '/first/' });
      const older = await deleted(first);
      const second = await aPerson(account, desk.iam, 'ada', { ...EVERYTHING.user, path: '/second/' });
      await deleted(second);
      const show = async (...more: string[]) =>
        (await command(account, operator, ['restore', 'user/ada', '--dry-run', ...more])).stdout;
      expect(await show()).toContain(second.id);
      expect(await show('--copy', older)).toContain(first.id);
    }));

  it('goes on where it was interrupted', () =>
    inScene(async ({ account, desk, deleted, operator }) => {
      const ada = await aPerson(account, desk.iam, 'ada', EVERYTHING.user);
      const before = await whatComesBack(account, desk.iam, ada);
      await deleted(ada);
      account.failNext('iam', 'AddUserToGroup', 'LimitExceeded', { status: 409 });
      const first = await command(account, operator, ['restore', 'user/ada']);
      expect(first.exitCode).toBe(1);
      expect(first.stderr).toMatch(
        /^could not add to group group-0 \(LimitExceeded.*The same command goes on from there/,
      );
      expect(JSON.stringify(account.snapshot())).toContain(TOKEN);

      expect(await command(account, operator, ['restore', 'user/ada'])).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await whatComesBack(account, desk.iam, ada)).toEqual(before);
      expect(JSON.stringify(account.snapshot())).not.toContain(TOKEN);
    }));

  it('touches nobody else who has the name by now', () =>
    inScene(async ({ account, desk, deleted, operator }) => {
      await deleted(await aPerson(account, desk.iam, 'ada', EVERYTHING.user));
      const other = account.addUser({ name: 'ada' });
      const before = account.snapshot();
      const { exitCode, stderr } = await command(account, operator, ['restore', 'user/ada']);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`another user is called ada now: ${other.id}`);
      expect(account.snapshot()).toEqual(before);
    }));

  it('makes nobody of what is no copy of whom it was asked for', () =>
    inScene(async ({ account, desk, deleted, operator }) => {
      const ada = await aPerson(account, desk.iam, 'ada', EVERYTHING.user);
      const key = await deleted(ada);
      const [copy] = account.objects(BUCKET, key);
      account.putObject(EVIDENCE, key.replace('/ada/', '/eve/'), copy?.body ?? '');
      account.putObject(EVIDENCE, key.replace('/ada/', '/mal/'), '{"version":1}');
      const elsewhere = `arn:aws:iam::444455556666:user/ada`;
      const said = async (...args: string[]) => {
        const { exitCode, stderr } = await command(account, operator, ['restore', ...args]);
        expect(exitCode).toBe(1);
        return stderr;
      };
      expect(await said('user/eve')).toContain('is a copy of user ada in 111122223333, and not of whom it says');
      expect(await said('user/mal')).toContain('is no copy of a user or role');
      expect(await said('user/bob')).toContain(`there is no copy of user bob: s3://${EVIDENCE}/accounts/`);
      expect(await said('user/bob', '--copy', key)).toContain('is no copy of user bob: their keys begin with');
      expect(await said('user/ada', '--copy', `${key}.old`)).toContain(`there is no s3://${EVIDENCE}/${key}.old`);
      expect(await said(elsewhere)).toContain('is in the account 111122223333, and not in 444455556666');
      expect(usersIn(account)).not.toEqual(expect.arrayContaining(['ada']));
    }));

  it('gives back what a deletion has taken that was not ended', () =>
    inScene(async ({ account, desk, operator }) => {
      const ada = await aPerson(account, desk.iam, 'ada', EVERYTHING.user);
      const before = account.snapshot().users.find(({ id }) => id === ada.id);
      desk.endAfter(18);
      await expect(desk.delete(ada)).rejects.toThrow();
      desk.endAfter(Infinity);
      await desk.iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'added', PolicyDocument }));
      for (const { key, body } of account.objects(BUCKET)) account.putObject(EVIDENCE, key, body);
      expect(await command(account, operator, ['restore', 'user/ada'])).toMatchObject({ exitCode: 0, stderr: '' });
      const after = account.snapshot().users.find(({ id }) => id === ada.id);
      expect(after?.groups).toEqual(before?.groups);
      expect(after?.attached).toEqual(before?.attached);
      expect(after?.inline).toEqual({ ...before?.inline, added: PolicyDocument });
    }));
});
