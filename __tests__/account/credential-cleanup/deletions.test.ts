import {
  CreateServiceSpecificCredentialCommand,
  ListServiceSpecificCredentialsCommand,
  TagRoleCommand,
  UpdateServiceSpecificCredentialCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { copyIn } from '../../../src/aws/copies/stored-copy';
import { copiesOf } from '../../../src/domain/deletion/copy';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { EVIDENCE, READY, daysAgo } from '../../support/audit';
import {
  aKeyHolder,
  cleaning,
  CLEANUP_BASE,
  CLEANUP_MACHINE,
  cleanUp,
  cleanupRowsOf,
  keysIn,
  refusedIn,
  runCleanup,
  useKey,
} from '../../support/cleanup';
import { changesOf, crashAt, iamIn } from '../../support/crashes';
import { aDesk, type Desk } from '../../support/deletion/desk';
import { EVERYTHING, type GeneratedRole, type GeneratedUser } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';
import { whatComesBack } from '../../support/deletion/seen';
import { inAccount, RELEASE, templateFor } from '../../support/deployed';
import { DAY_MS } from '../../support/enforcement';
import { objectsIn, terminatedRun } from '../../support/terminated-functions';
import { someIt as it } from '../../support/some-it';
import { placeAfter } from '../../support/thorough';

const GUARDRAIL = 'credential-cleanup';
const CHANGE = `${CLEANUP_MACHINE}-change`;
const deleting = (own: object = {}) =>
  cleaning({
    ...{ keys: { disable: 90, delete: 120 }, users: { disable: 90, delete: 180 } },
    ...{ roles: { disable: 90, delete: 180, regions: ['us-east-1'] }, ...own },
  });
const digestIn = (account: EmbeddedAccount) =>
  account.published().findLast(({ subject }) => subject?.startsWith('Unused credentials'))?.message ?? '';
const namesIn = (account: EmbeddedAccount) => {
  const { users, roles } = account.snapshot();
  return [...users, ...roles].map(({ arn }) => arn.slice(arn.lastIndexOf('/') + 1));
};
const copiesIn = (account: EmbeddedAccount) => account.objects(EVIDENCE, copiesOf(account.accountId));
const copyNamed = (account: EmbeddedAccount, name: string) => {
  const [found, ...more] = copiesIn(account).filter(({ key }) => key.includes(`/${name}/`));
  expect(more).toEqual([]);
  return copyIn(JSON.parse(found?.body.toString() ?? 'null'), name);
};

describe('a run that deletes what nobody uses', () => {
  it('disables, warns once more, deletes what is still unused, and leaves who has tried', () =>
    inAccount(
      async (account) => {
        const [ada, bob, eve] = [
          aKeyHolder(account, 'ada', 250),
          aKeyHolder(account, 'bob', 250),
          aKeyHolder(account, 'eve', 130),
        ];
        account.addRole({ name: 'etl', createdAt: daysAgo(account, 250) });
        await cleanUp(account, 'one', 'two', 'three');
        expect(keysIn(account)).toMatchObject(
          Object.fromEntries([ada, bob, eve].map(({ keyId }) => [keyId, 'Inactive'])),
        );
        await cleanUp(account, 'four');
        expect(digestIn(account)).toMatch(
          /user\/ada: the user, denied everything, not used since [^;]*; to be deleted on 2026-06-06 at the earliest/,
        );
        expect(digestIn(account)).toContain(`access key ${eve.keyId}, deactivated, not used since`);
        // Somebody needs him after all.
        useKey(account, bob.arn, bob.keyId);
        await cleanUp(account, 'five');
        expect(namesIn(account)).toEqual(expect.arrayContaining(['ada', 'bob', 'eve', 'etl']));
        expect([keysIn(account)[eve.keyId], copiesIn(account)]).toEqual(['Inactive', []]);

        await cleanUp(account, 'six');
        const names = namesIn(account);
        expect(['ada', 'etl', 'bob', 'eve'].filter((name) => names.includes(name))).toEqual(['bob', 'eve']);
        expect(keysIn(account)).not.toHaveProperty(eve.keyId);
        expect(digestIn(account)).toContain('user/ada: the user deleted\n    iam-guardrails restore user/ada\n');
        expect(digestIn(account)).toContain(`user/eve: access key ${eve.keyId} deleted`);
        expect(digestIn(account)).toMatch(/Tried again[^:]*:\n.*user\/bob: everything, as of 2026-06-05/);
        expect(cleanupRowsOf(account, 'six').get('ada')).toMatchObject({ outcome: { kind: 'done' } });
        expect(cleanupRowsOf(account, 'six').get('ada')?.decision).not.toHaveProperty('announced');

        await cleanUp(account, 'seven');
        expect(digestIn(account)).not.toMatch(/user\/ada|role\/etl/);
        expect(digestIn(account)).not.toContain(eve.keyId);
        expect(refusedIn(account)).toEqual([]);
      },
      { settings: deleting(), ...READY },
    ));

  it('touches nobody who may be in use by a credential that has no date, and says which', () =>
    inAccount(
      async (account) => {
        const { arn } = aKeyHolder(account, 'ada', 250);
        const desk = aDesk(account);
        const make = { UserName: 'ada', ServiceName: 'codecommit.amazonaws.com' };
        const made = await desk.iam.send(new CreateServiceSpecificCredentialCommand(make));
        const id = made.ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '';
        const why = `IAM does not say when these were last used: credential ${id} for codecommit.amazonaws.com`;
        for (const run of ['one', 'two', 'three']) {
          await cleanUp(account, run);
          expect(digestIn(account)).toContain(why);
          expect(digestIn(account)).not.toContain('to be denied everything on');
        }
        expect(account.snapshot().users.find((one) => one.arn === arn)?.attached).toEqual([]);
        await deactivateCredentials(desk.iam, 'ada');
        desk.stop();
        await cleanUp(account, 'four');
        expect(digestIn(account)).toContain('to be denied everything on');
        await cleanUp(account, 'five', 'six');
        expect(account.snapshot().users.find((one) => one.arn === arn)?.attached).toHaveLength(1);
        expect(refusedIn(account)).toEqual([]);
      },
      { settings: cleaning({ users: { disable: 90 } }), ...READY },
    ));

  it('tells whoever releases somebody who was deleted how they come back, and frees whom a copy brought back', () =>
    inDoomedAccount(async ({ account, desk, before }) => {
      await cleanUp(account, 'run-1');
      const { arn } = before.user;
      const ada = { principal: arn, guardrail: GUARDRAIL };
      const restored = () => desk.restore(copyNamed(account, 'ada'));
      const told = await account.invoke(RELEASE, ada);
      expect(JSON.stringify(told)).toMatch(/"notGivenBack\W+\{.*slot\W+deletion/);
      expect(account.published().at(-1)?.message).toContain(
        'the user was deleted: to make it again, run: iam-guardrails restore user/ada',
      );
      expect(account.published().at(-1)?.message).toContain('was not changed');

      await restored();
      const back = account.snapshot().users.find(({ name }) => name === 'ada');
      expect(back?.attached.filter((one) => one.includes(GUARDRAIL))).toHaveLength(1);
      expect((await account.invoke(RELEASE, ada)).kind).toBe('done');
      expect(await whatComesBack(account, desk.iam, before.user)).toEqual(before.whole);
    }));

  it('does not take a user whom a copy brought back for the one it deleted', () =>
    inDoomedAccount(async ({ account, desk, before }) => {
      await cleanUp(account, 'run-1');
      await desk.restore(copyNamed(account, 'ada'));
      // Nobody has released the one that is gone.
      const released = await account.invoke(RELEASE, { principal: before.user.arn, guardrail: GUARDRAIL });
      expect(released.kind).toBe('done');
      expect(await whatComesBack(account, desk.iam, before.user)).toEqual(before.whole);
    }));

  it('deletes nobody whom somebody has exempted since the run looked, and says so', () =>
    inDoomedAccount(
      async ({ account, desk }) => {
        account.beforeInvocation(CHANGE, async () => {
          await desk.iam.send(new TagRoleCommand({ RoleName: 'etl', Tags: [{ Key: 'keep', Value: 'yes' }] }));
        });
        expect((await runCleanup(account, 'run-1')).status).toBe('SUCCEEDED');
        const names = namesIn(account);
        expect(['ada', 'etl'].filter((name) => names.includes(name))).toEqual(['etl']);
        expect(cleanupRowsOf(account, 'run-1').get('etl')?.outcome).toEqual({
          ...{ kind: 'left', why: 'it is exempt: is kept' },
        });
        expect(digestIn(account)).toContain('role/team/etl: it is exempt: is kept');
      },
      { settings: { exemptions: [{ match: { tag: 'keep' }, from: [GUARDRAIL], owner: 'ops', reason: 'is kept' }] } },
    ));

  it('ends in the same where the function that deletes is terminated after any of its changes', async () => {
    const there = (account: EmbeddedAccount) => Object.fromEntries(namesIn(account).map((name) => [name, 'there']));
    const traces = (account: EmbeddedAccount) => ({ iam: iamIn(account), objects: objectsIn(account, CLEANUP_BASE) });
    let uninterrupted: ReturnType<typeof traces> | undefined;
    let changes = 0;
    await inDoomedAccount(async ({ account }) => {
      const before = changesOf(account, CHANGE);
      expect((await runCleanup(account, 'run-1')).status).toBe('SUCCEEDED');
      const names = namesIn(account);
      expect(['ada', 'etl'].filter((name) => names.includes(name))).toEqual([]);
      [uninterrupted, changes] = [traces(account), changesOf(account, CHANGE) - before];
    }, SOMETHING);
    await inDoomedAccount(async ({ account, desk, before }) => {
      const run = (of: EmbeddedAccount, runId: string) => runCleanup(of, runId);
      const swept = { base: CLEANUP_BASE, standing: there, run };
      const end = await terminatedRun(account, { name: CHANGE, nth: 9, purpose: 'change' }, undefined, swept);
      expect([end.run.cause, end.run.status]).toEqual([undefined, 'SUCCEEDED']);
      expect(traces(account)).toEqual(uninterrupted);
      expect(end.terminated).toBe(placeAfter(changes + 1));
      expect(end.terminated).toBeGreaterThan(15);
      await desk.restore(copyNamed(account, 'ada'));
      await account.invoke(RELEASE, { principal: before.user.arn, guardrail: GUARDRAIL });
      expect(await whatComesBack(account, desk.iam, before.user)).toEqual(before.whole);
    }, SOMETHING);
  });

  it('is ended by the next run where nobody has redriven one that died in the middle', () =>
    inDoomedAccount(async ({ account, desk, before }) => {
      crashAt(account, CHANGE, 9);
      expect((await runCleanup(account, 'run-1')).status).toBe('FAILED');
      expect(namesIn(account)).toContain('ada');
      account.clock.advance(DAY_MS);
      await cleanUp(account, 'run-2');
      const names = namesIn(account);
      expect(['ada', 'etl'].filter((name) => names.includes(name))).toEqual([]);
      expect(cleanupRowsOf(account, 'run-2').get('ada')?.decision.reason).toMatch(/deletion-begun|unused/);
      await desk.restore(copyNamed(account, 'ada'));
      await account.invoke(RELEASE, { principal: before.user.arn, guardrail: GUARDRAIL });
      expect(await whatComesBack(account, desk.iam, before.user)).toEqual(before.whole);
    }));
});

interface Doomed {
  readonly account: EmbeddedAccount;
  /** Whoever is on call, with any right. */
  readonly desk: Desk;
  readonly before: {
    readonly user: Awaited<ReturnType<typeof aPerson>>;
    /** What she had before she was disabled that can come back. */
    readonly whole: unknown;
  };
}

/** Who is doomed. */
interface Whom {
  readonly user?: GeneratedUser;
  readonly role?: GeneratedRole;
  readonly settings?: object;
}

/** Less of everything: a sweep goes over each call. */
const SOMETHING: Whom = {
  user: {
    ...{ ...EVERYTHING.user, tags: {}, attached: [0, 1], inline: ['Allow'], groups: [0], accessKeys: ['Active'] },
    ...{ certificates: [], sshKeys: [], services: [], devices: 1 },
  },
  role: { ...EVERYTHING.role, attached: [0], inline: [], profiles: [{ path: '/', tags: {} }] },
};

/** Everything, but that nothing without a date of its last use is active. */
const DORMANT: GeneratedUser = { ...EVERYTHING.user, certificates: ['Inactive', 'Inactive'], sshKeys: ['Inactive'] };

/** Credentials of one service are active when they are made. */
async function deactivateCredentials(iam: IAMClient, UserName: string): Promise<void> {
  const { ServiceSpecificCredentials = [] } = await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }));
  for (const { ServiceSpecificCredentialId } of ServiceSpecificCredentials) {
    const change = { UserName, ServiceSpecificCredentialId, Status: 'Inactive' } as const;
    await iam.send(new UpdateServiceSpecificCredentialCommand(change));
  }
}

/** Doomed accounts by who is in them, with the way back to where they were: to make one takes longer than most tests. */
const known = new Map<string, Promise<Doomed & { readonly back: () => Promise<void> }>>();

afterAll(async () => {
  for (const { account, desk } of await Promise.all(known.values())) {
    desk.stop();
    await account.stop();
  }
});

/** An account with a user and a role, with everything unless somebody says otherwise, whom the next run deletes. */
async function inDoomedAccount(test: (of: Doomed) => Promise<void>, whom: Whom = {}): Promise<void> {
  const key = JSON.stringify(whom);
  const made = known.get(key) ?? doomed(whom);
  known.set(key, made);
  const { back, ...of } = await made;
  await back();
  await test(of);
}

async function doomed({ user: ofUser = DORMANT, role: ofRole = EVERYTHING.role, settings }: Whom) {
  const templatePath = templateFor({ ...deleting({ warnDays: 1, keys: { report: 0 } }), ...settings });
  const account = await EmbeddedAccount.start({ templatePath, ...READY });
  addSurroundings(account);
  const desk = aDesk(account);
  const user = await aPerson(account, desk.iam, 'ada', ofUser);
  await deactivateCredentials(desk.iam, 'ada');
  await aPerson(account, desk.iam, 'etl', ofRole);
  const whole = await whatComesBack(account, desk.iam, user);
  account.clock.advance(200 * DAY_MS);
  await cleanUp(account, 'run-a', 'run-b', 'run-c');
  return { account, desk, before: { user, whole }, back: await account.checkpoint() };
}
