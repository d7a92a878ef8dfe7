import type { PlayedAccount, Player } from '../../../support/played/account';
import { IAM_FULL_ACCESS, ORDERS, anAccount, deliver, judged, pass, titles } from '../../../support/played/days';

const OWN_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';

/** How events may come; those that never do are found in the history. */
const COMING = [...ORDERS, 'never'] as const;

async function come(account: PlayedAccount, from: number, how: (typeof COMING)[number]): Promise<void> {
  if (how !== 'never') await deliver(account, from, how);
  await pass(account, 60);
}

/** Nobody is denied, and nothing is left to be judged. */
async function expectPeace(account: PlayedAccount, people: readonly Player[]): Promise<void> {
  for (const one of people) expect(account.deniesOn(one)).toEqual([]);
  expect([await account.waitingCalls(), await account.openIncidents()]).toEqual([0, 0]);
}

/** Somebody new, to whom an admin has given a password for the first day. */
async function aNewcomer(account: PlayedAccount): Promise<Player> {
  const dev = account.user('dev', [OWN_PASSWORD]);
  const profile = { UserName: 'dev', Password: 'first day 1 FIRST', PasswordResetRequired: true };
  await judged(account, () => account.act(account.admin, 'CreateLoginProfile', profile));
  return dev;
}

const change = (account: PlayedAccount, by: Player, OldPassword: string) =>
  account.act(by, 'ChangePassword', { OldPassword, NewPassword: 'of my own 2 OWN' });

/** What a page tries. */
const WRITES = [
  ['TagUser', { UserName: 'admin', Tags: [{ Key: 'seen', Value: 'yes' }] }],
  ['CreateGroup', { GroupName: 'Readers' }],
] as const;

describe('an ordinary week', () => {
  it.each(COMING)('of somebody who signs in for the first time is nobody’s business (events %s)', async (how) => {
    const account = await anAccount();
    const dev = await aNewcomer(account);
    const before = account.events.length;
    account.clock.advance(20_000);
    account.act(dev, 'GetUser', {});
    expect(change(account, dev, 'first day 1 FIRST')).toBeDefined();
    await come(account, before, how);

    await expectPeace(account, [account.admin, dev]);
    expect(titles(account)).toEqual([]);
  });

  it.each(COMING)('of somebody who mistypes the old password is nobody’s business (events %s)', async (how) => {
    const account = await anAccount();
    const dev = await aNewcomer(account);
    const before = account.events.length;
    expect(change(account, dev, 'first day 1 FRIST')).toBeUndefined();
    account.clock.advance(20_000);
    expect(change(account, dev, 'first day 1 FIRST')).toBeDefined();
    await come(account, before, how);

    await expectPeace(account, [account.admin, dev]);
    expect(titles(account)).toEqual([]);
  });

  it.each(COMING)(
    'of somebody on a console page whose writes are refused is told once for each, with failedCalls notify (events %s)',
    async (how) => {
      const account = await anAccount({ failedCalls: 'notify' });
      const dev = account.user('dev', ['arn:aws:iam::aws:policy/IAMReadOnlyAccess']);
      const before = account.events.length;
      for (let shown = 0; shown < 3; shown += 1) {
        account.act(dev, 'ListUsers', {});
        for (const [action, input] of WRITES) expect(account.act(dev, action, input)).toBeUndefined();
        account.clock.advance(10_000);
      }
      await come(account, before, how);

      await expectPeace(account, [account.admin, dev]);
      const refused = WRITES.map(() => 'dev was refused a call of the IAM API; nothing was done');
      const missed = how === 'never' ? ['ACTION NEEDED: 6 IAM calls never reached the revoker'] : [];
      expect(titles(account)).toEqual([...missed, ...refused]);
    },
  );

  it.each(['in order', 'never'] as const)(
    'of somebody for whom a service makes its role is nobody’s business (events %s)',
    async (how) => {
      const account = await anAccount();
      const dev = account.user('dev', [IAM_FULL_ACCESS]);
      const before = account.events.length;
      const AWSServiceName = 'autoscaling.amazonaws.com';
      expect(account.act(dev, 'CreateServiceLinkedRole', { AWSServiceName })).toBeDefined();
      // The service calls in the user's name.
      const [event] = account.events.slice(before);
      Object.assign(event?.detail ?? {}, { sourceIPAddress: AWSServiceName, userAgent: AWSServiceName });
      Object.assign(event?.detail.userIdentity ?? {}, { invokedBy: AWSServiceName });
      await come(account, before, how);

      await expectPeace(account, [account.admin, dev]);
      expect(titles(account)).toEqual([]);
    },
  );
});
