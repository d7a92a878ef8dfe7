import { PlayedAccount } from '../../../support/played/account';
import {
  IAM_FULL_ACCESS,
  ADMINS,
  add,
  create,
  pass,
  deliver,
  anAccount,
  titles,
  ORDERS,
} from '../../../support/played/days';

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
