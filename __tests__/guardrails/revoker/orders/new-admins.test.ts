import {
  ADMINS,
  IAM_FULL_ACCESS,
  ORDERS,
  add,
  anAccount,
  create,
  deliver,
  judged,
  pass,
  titles,
} from '../../../support/played/days';

const BOUNDARY = 'PutUserPermissionsBoundary';

describe('a new admin', () => {
  it.each(ORDERS)('who adds herself again keeps the group, or people are told to put her back (%s)', async (order) => {
    const account = await anAccount();
    const bob = account.user('bob', []);
    add(account, account.admin, 'bob');
    account.clock.advance(20_000);
    add(account, bob, 'bob');
    await deliver(account, 0, order);
    await pass(account, 60);
    expect(account.deniesOn(bob)).toEqual([]);
    const released = account
      .told()
      .filter(({ title }) => title.endsWith('bob had been denied IAM access and was released'));
    expect([account.membersOf(ADMINS).includes('bob'), released.length]).toEqual(
      order === 'in order' ? [true, 0] : [false, 1],
    );
    for (const { body } of released)
      expect(body).toContain('aws iam add-user-to-group --group-name Administrators --user-name bob');
  });

  it('is not denied for an escape where she sets a permissions boundary of her own', async () => {
    const account = await anAccount();
    const bob = account.user('bob', []);
    add(account, account.admin, 'bob');
    account.clock.advance(20_000);
    account.act(bob, BOUNDARY, { UserName: 'bob', PermissionsBoundary: account.policy('limits') });
    await deliver(account, 0);
    expect(account.deniesOn(bob)).toEqual([]);
    await pass(account, 60);
    expect(account.deniesOn(bob)).toEqual([]);
  });

  it('whose calls wait releases others by hand, and nobody undoes it', async () => {
    const account = await anAccount();
    const [dev, bob] = [account.user('dev', [IAM_FULL_ACCESS]), account.user('bob', [])];
    create(account, dev, 'x');
    await deliver(account, 0);
    await pass(account, 30);
    await judged(account, () => {
      add(account, account.admin, 'bob');
      account.clock.advance(20_000);
      account.act(bob, 'DetachUserPolicy', { UserName: 'dev', PolicyArn: account.rules.denyPolicyArn });
    });
    await account.look();
    for (let turn = 0; turn < 6; turn += 1) {
      await pass(account, 10);
      expect(account.deniesOn(dev)).toEqual([]);
    }
    expect(await account.openIncidents()).toBe(0);
    expect(titles(account)).toContainEqual(expect.stringMatching(/bob gave .*user\/dev IAM access back by hand/));
  });
});

describe('somebody who may turn out a new admin, and does not,', () => {
  it('is denied for setting a boundary of its own, and at once where it was denied before', async () => {
    const account = await anAccount();
    const [mole, rogue] = [account.user('mole', []), account.user('rogue', [IAM_FULL_ACCESS])];
    const limits = account.policy('limits');
    add(account, rogue, 'mole');
    account.act(mole, BOUNDARY, { UserName: 'mole', PermissionsBoundary: limits });
    const [added, bounded] = account.events;
    if (added === undefined || bounded === undefined) throw new Error('nothing was called');
    account.clock.advance(5_000);
    await account.deliver(bounded);
    await pass(account, 4);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it.each([['the name that it had'], ['another name by then']])(
    'frees nobody: the deny that it took off comes back once it is judged, on a user with %s',
    async (named) => {
      const account = await anAccount();
      const [dev, mole] = [account.user('dev', [IAM_FULL_ACCESS]), account.user('mole', [])];
      const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
      create(account, dev, 'x');
      await deliver(account, 0);
      await pass(account, 30);
      const before = account.events.length;
      add(account, rogue, 'mole');
      account.act(mole, 'DetachUserPolicy', { UserName: 'dev', PolicyArn: account.rules.denyPolicyArn });
      await deliver(account, before + 1);
      if (named !== 'the name that it had') {
        account.act(rogue, 'UpdateUser', { UserName: 'dev', NewUserName: 'other' });
      }
      await pass(account, 4);
      for (const one of [dev, mole]) expect(account.deniesOn(one)).toEqual([account.rules.denyPolicyArn]);
    },
  );
});
