import { TagUserCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { changesSomething } from '../../../src/embedded-account/wire/changes';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { READY } from '../../support/audit';
import { aKeyHolder, cleaning, CLEANUP_MACHINE, cleanUp, keysIn, refusedIn, runCleanup } from '../../support/cleanup';
import { inAccount, RELEASE } from '../../support/deployed';
import { someIt as it } from '../../support/some-it';
import { placesOf } from '../../support/thorough';

const SUMMARY = `${CLEANUP_MACHINE}-summary`;
const [FROM, ADA, BOB] = ['guard@example.com', 'ada@example.com', 'bob@example.com'];
const ownerMails = { from: FROM, domains: ['example.com'] };
const settings = (own: object = {}) => cleaning({ roles: { report: 0 }, ownerMails, ...own });

/** A user whose key nobody has used for 200 days, with an owner. */
async function owned(account: EmbeddedAccount, name: string, owner: string) {
  const user = aKeyHolder(account, name, 200);
  const Tags = [{ Key: 'Owner', Value: owner }];
  await iamOf(account, account.root).send(new TagUserCommand({ UserName: name, Tags }));
  return user;
}

const digestsIn = (account: EmbeddedAccount) =>
  account
    .published()
    .filter(({ subject }) => subject?.startsWith('Unused credentials'))
    .map(({ message }) => message);
/** Calls of the function that mails, which can leave something behind. */
const changesIn = (account: EmbeddedAccount) =>
  account.calls({ functionName: SUMMARY }).filter(({ action }) => changesSomething(action));
const recipients = (account: EmbeddedAccount) => account.mailed().map(({ to }) => to.join());

/** An account that may send to everybody of the domain. */
function sending(account: EmbeddedAccount): void {
  account.verifyMail({ name: 'example.com', configurationSet: 'tracked' });
}

describe('owners of what is unused', () => {
  it('are mailed once a run about all that is theirs, and get back what was disabled by what their mail says', () =>
    inAccount(
      async (account) => {
        sending(account);
        const [build, deploy] = [await owned(account, 'build', ADA), await owned(account, 'deploy', ADA)];
        for (const [name, owner] of [
          ['reports', 'bob@Example.com'],
          ['legacy', 'eve@example.org'],
          ['backup', 'team payments'],
        ] as const)
          await owned(account, name, owner);
        await cleanUp(account, 'one');
        expect(recipients(account)).toEqual([ADA, BOB]);
        const [first] = account.mailed();
        expect(first).toMatchObject({ from: FROM, subject: expect.stringContaining('from 2026-06-03') as string });
        for (const { keyId } of [build, deploy]) expect(first?.text).toContain(`access key ${keyId}, not used since`);
        expect(digestsIn(account)[0]).toMatch(/Owners mailed: +2\n/);
        expect(digestsIn(account)[0]).toMatch(
          /Owners left out: +1 owner is outside the allowed domains; 1 owner tag is not one plain address\n/,
        );

        await cleanUp(account, 'two', 'three');
        expect(recipients(account)).toEqual([ADA, BOB, ADA, BOB, ADA, BOB]);
        expect(keysIn(account)[build.keyId]).toBe('Inactive');
        const { text = '' } = account.mailed()[4] ?? {};
        const [, payload = ''] = /--payload '([^']+)'/.exec(text) ?? [];
        account.clock.advance(120_000);
        expect((await account.invoke(RELEASE, JSON.parse(payload) as object)).kind).toBe('done');
        expect(Object.values(keysIn(account)).filter((status) => status === 'Active').length).toBeGreaterThan(1);
        expect(refusedIn(account)).toEqual([]);
      },
      { settings: settings(), ...READY },
    ));

  it('are not mailed again where the run is redriven, and those who were not are', () =>
    inAccount(
      async (account) => {
        sending(account);
        for (const [name, owner] of [
          ['build', ADA],
          ['reports', BOB],
        ] as const)
          await owned(account, name, owner);
        // The revoker tells of the tags as well.
        await account.idle();
        account.failNext('sns', 'Publish', 'InternalFailure', { times: 3 });
        account.failNext('ses', 'SendEmail', 'MessageRejected', { status: 400 });
        const { status, arn } = await runCleanup(account, 'one');
        expect([status, recipients(account)]).toEqual(['FAILED', [BOB]]);
        expect((await account.redrive(arn)).status).toBe('SUCCEEDED');
        expect(recipients(account).toSorted()).toEqual([ADA, BOB]);
        expect(digestsIn(account)).toEqual([expect.stringMatching(/Owners mailed: +2\n/)]);
      },
      { settings: settings(), ...READY },
    ));

  it('are mailed again only where the function ends before it knows that they were', () =>
    inAccount(
      async (account) => {
        sending(account);
        await owned(account, 'build', ADA);
        await owned(account, 'reports', BOB);
        await account.idle();
        const back = await account.checkpoint();
        expect((await runCleanup(account, 'whole')).status).toBe('SUCCEEDED');
        expect(recipients(account)).toEqual([ADA, BOB]);
        const changes = changesIn(account).map(({ action }) => action);
        expect(changes.filter((action) => action === 'SendEmail')).toHaveLength(2);
        expect(changes.length).toBeGreaterThan(10);

        for (const place of placesOf(changes.length)) {
          await back();
          account.crashAfter(SUMMARY, place + 1, 'changes');
          const { status, arn } = await runCleanup(account, `run-${place}`);
          expect(status).toBe('FAILED');
          const [mailed, last] = [recipients(account), changesIn(account).at(-1)?.action];
          account.clock.advance(60_000);
          expect((await account.redrive(arn)).status).toBe('SUCCEEDED');
          const again = last === 'SendEmail' ? mailed.slice(-1) : [];
          expect({ place, to: recipients(account).toSorted() }).toEqual({ place, to: [ADA, BOB, ...again].toSorted() });
          expect(digestsIn(account).at(-1)).toMatch(/Owners mailed: +2\n/);
        }
      },
      { settings: settings(), ...READY },
    ));

  it('who cannot be mailed fail no run: its digest says why', () =>
    inAccount(
      async (account) => {
        const { keyId } = await owned(account, 'build', ADA);
        await cleanUp(account, 'one', 'two', 'three');
        expect(recipients(account)).toEqual([]);
        expect(digestsIn(account)[0]).toMatch(
          /Owners not mailed: +1 \(MessageRejected: Email address is not verified\..*guard@example\.com/,
        );
        expect(keysIn(account)[keyId]).toBe('Inactive');
        const denied = account.calls({ service: 'ses' }).map(({ errorCode }) => errorCode);
        expect([...new Set(denied)]).toEqual(['MessageRejected']);
      },
      { settings: settings(), ...READY },
    ));

  it.each([
    ['the settings say nothing of it', settings({ ownerMails: undefined })],
    ['nothing is disabled', settings({ keys: { report: 30 } })],
  ])('are not mailed where %s', (_, given) =>
    inAccount(
      async (account) => {
        sending(account);
        await owned(account, 'build', ADA);
        await cleanUp(account, 'one');
        expect(account.calls({ service: 'ses' })).toEqual([]);
        expect(digestsIn(account)).toEqual([expect.not.stringContaining('Owners')]);
      },
      { settings: given, ...READY },
    ),
  );
});
