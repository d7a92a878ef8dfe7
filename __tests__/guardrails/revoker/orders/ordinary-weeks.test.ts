import type { Rules } from '../../../../src/guardrails/revoker/rules';
import { PlayedAccount, type Player } from '../../../support/revoker-in-process';

const IAM_FULL_ACCESS = 'arn:aws:iam::aws:policy/IAMFullAccess';
const ADMINS = 'Administrators';
const MINUTE = 60_000;
const add = (account: PlayedAccount, by: Pick<Player, 'credentials'>, UserName: string) =>
  account.act(by, 'AddUserToGroup', { UserName, GroupName: ADMINS });
const create = (account: PlayedAccount, by: Pick<Player, 'credentials'>, UserName: string) =>
  account.act(by, 'CreateUser', { UserName });

/** Time goes on, as it does: a telling every minute, a look every fifth. */
async function pass(account: PlayedAccount, minutes: number): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1) {
    account.clock.advance(MINUTE);
    await account.tell();
    if (minute % 5 === 0) await account.look();
  }
}

/** Delivers what was called since, in this order or the other. */
async function deliver(
  account: PlayedAccount,
  from: number,
  order: 'in order' | 'reversed' = 'in order',
): Promise<void> {
  account.clock.advance(5_000);
  const events = account.events.slice(from);
  for (const event of order === 'in order' ? events : events.toReversed()) await account.deliver(event);
}

/** An account on a day like any other. */
async function anAccount(rules: Partial<Rules> = {}): Promise<PlayedAccount> {
  const account = new PlayedAccount(rules);
  await account.look();
  account.clock.advance(MINUTE);
  return account;
}

const titles = (account: PlayedAccount) => account.told().map(({ title }) => title);
const ORDERS = ['in order', 'reversed'] as const;

describe('an ordinary week', () => {
  it.each(ORDERS)(
    'of an admin who makes another, who makes a third within a minute, denies nobody (%s)',
    async (order) => {
      const account = await anAccount();
      const [bob, carol] = [account.user('bob', []), account.user('carol', [])];
      add(account, account.admin, 'bob');
      account.clock.advance(20_000);
      add(account, bob, 'carol');
      account.clock.advance(20_000);
      create(account, carol, 'dave');
      await deliver(account, 0, order);
      await pass(account, 40);

      for (const one of [account.admin, bob, carol]) expect(account.deniesOn(one)).toEqual([]);
      expect(titles(account)).toEqual(['2 changes to the admin groups']);
    },
  );

  it.each([
    ['Terraform through the role of the settings', '2 changes to the admin groups'],
    ['a role that no setting names', 'ACTION NEEDED: 1 change to the admin groups'],
  ])('of an admin whom %s makes denies her not', async (who, told) => {
    const account = await anAccount({ adminRoles: ['arn:aws:iam::111122223333:role/terraform'] });
    const role = account.role(who.startsWith('Terraform') ? 'terraform' : 'other', '/', [IAM_FULL_ACCESS]);
    const [bob, carol] = [account.user('bob', []), account.user('carol', [])];
    add(account, role, 'bob');
    account.clock.advance(20_000);
    create(account, bob, 'dave');
    if (who.startsWith('Terraform')) add(account, bob, 'carol');
    await deliver(account, 0);
    await pass(account, 40);

    for (const one of [bob, carol]) expect(account.deniesOn(one)).toEqual([]);
    expect(titles(account)).toEqual([told]);
  });

  it('of an exempt user who makes an admin denies neither', async () => {
    const plain = new PlayedAccount();
    const { id } = plain.user('break-glass', []);
    const account = await anAccount({ exempt: [{ id, arn: 'arn:aws:iam::111122223333:user/break-glass' }] });
    const [exempt, bob] = [account.user('break-glass', [IAM_FULL_ACCESS]), account.user('bob', [])];
    expect(exempt.id).toBe(id);
    add(account, exempt, 'bob');
    create(account, bob, 'dave');
    await deliver(account, 0, 'reversed');
    await pass(account, 40);

    for (const one of [exempt, bob]) expect(account.deniesOn(one)).toEqual([]);
    expect(titles(account)).toEqual(['1 change to the admin groups']);
  });

  it('of an admin who adds herself again leaves her, and says so', async () => {
    const account = await anAccount();
    add(account, account.admin, 'admin');
    await deliver(account, 0);
    await pass(account, 40);
    expect(account.deniesOn(account.admin)).toEqual([]);
    expect(titles(account)).toEqual(['admin is an admin and added itself to an admin group again; nothing was done']);
  });

  it('of an admin whom an admin removes while a call is under way leaves her, and judges what she calls later', async () => {
    const account = await anAccount();
    const bob = account.user('bob', [IAM_FULL_ACCESS]);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    await pass(account, 40);
    const before = account.events.length;
    account.act(account.admin, 'RemoveUserFromGroup', { UserName: 'bob', GroupName: ADMINS });
    account.clock.advance(30_000);
    create(account, bob, 'dave');
    await deliver(account, before);
    await pass(account, 40);
    expect(account.deniesOn(bob)).toEqual([]);

    const then = account.events.length;
    create(account, bob, 'erin');
    await deliver(account, then);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
  });

  it.each(ORDERS)('of an admin who gives herself and the group other names denies nobody (%s)', async (order) => {
    const account = await anAccount();
    const { admin } = account;
    const bob = account.user('bob', []);
    account.act(admin, 'UpdateGroup', { GroupName: ADMINS, NewGroupName: 'Owners' });
    account.act(admin, 'UpdateUser', { UserName: 'admin', NewUserName: 'ada' });
    account.clock.advance(2_000);
    account.act(admin, 'AddUserToGroup', { UserName: 'bob', GroupName: 'Owners' });
    account.clock.advance(2_000);
    create(account, bob, 'dave');
    create(account, admin, 'erin');
    await deliver(account, 0, order);
    await pass(account, 40);

    for (const one of [admin, bob]) expect(account.deniesOn(one)).toEqual([]);
    expect(titles(account)).toEqual(['1 change to the admin groups']);
  });

  it('of a user of the pipeline in the middle of an apply, in observe mode, changes nothing', async () => {
    const account = await anAccount({ mode: 'observe' });
    const pipeline = account.user('pipeline', [IAM_FULL_ACCESS]);
    for (const name of ['one', 'two', 'three']) create(account, pipeline, name);
    add(account, pipeline, 'one');
    await deliver(account, 0);
    await pass(account, 40);
    expect(account.deniesOn(pipeline)).toEqual([]);
    expect(account.mayCallIam(pipeline)).toBe(true);
    expect(titles(account)).toContain(
      'Observe mode: pipeline would have lost IAM access: it is no admin and called the IAM API',
    );
  });
});
