import type { PlayedAccount } from '../../../support/played/account';
import {
  IAM_FULL_ACCESS,
  MINUTE,
  aDenied,
  add,
  anAccount,
  create,
  deliver,
  judged,
  pass,
  titles,
} from '../../../support/played/days';

const detach = (account: PlayedAccount, by: Parameters<typeof add>[1], UserName: string) =>
  account.act(by, 'DetachUserPolicy', { UserName, PolicyArn: account.rules.denyPolicyArn });

describe('whoever was released by a person', () => {
  it('is not denied for a call of before the release that comes late, and it is told', async () => {
    const account = await anAccount();
    const dev = account.user('dev', [IAM_FULL_ACCESS]);
    create(account, dev, 'x');
    create(account, dev, 'y');
    account.clock.advance(5_000);
    const [first, second] = account.events;
    if (first === undefined || second === undefined) throw new Error('nothing was called');
    await account.deliver(first); // the other one is lost
    await pass(account, 10);
    await judged(account, () => detach(account, account.admin, 'dev'));
    await account.deliver(second);
    await pass(account, 60);
    expect(account.deniesOn(dev)).toEqual([]);
    expect(titles(account)).toContain('dev: 1 more IAM call succeeded');
  });

  it('is denied for a call of after it, though the release is recorded later', async () => {
    const account = await anAccount();
    const dev = await aDenied(account, 'dev');
    await pass(account, 10);
    await judged(account, () => {
      detach(account, account.admin, 'dev');
      account.clock.advance(5_000);
      create(account, dev, 'y');
      account.clock.advance(5 * MINUTE);
    });
    expect(account.deniesOn(dev)).toEqual([account.rules.denyPolicyArn]);
  });

  it('by a role whose call EventBridge loses is released all the same', async () => {
    const account = await anAccount({ adminRoles: ['arn:aws:iam::111122223333:role/sso-admin'] });
    const sso = account.role('sso-admin', '/', [IAM_FULL_ACCESS]);
    const dev = await aDenied(account, 'dev');
    account.clock.advance(MINUTE);
    add(account, sso, 'dev');
    detach(account, sso, 'dev');
    await pass(account, 60);
    expect(account.deniesOn(dev)).toEqual([]);
    expect(await account.openIncidents()).toBe(0);
  });

  it('and is an admin by now is freed of a deny that an attacker puts on her, whatever incident she had', async () => {
    const account = await anAccount({ adminRoles: ['arn:aws:iam::111122223333:role/sso-admin'] });
    const sso = account.role('sso-admin', '/', [IAM_FULL_ACCESS]);
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    const dev = await aDenied(account, 'dev');
    account.clock.advance(MINUTE);
    add(account, sso, 'dev');
    await pass(account, 60);
    detach(account, sso, 'dev');
    account.act(rogue, 'AttachUserPolicy', { UserName: 'dev', PolicyArn: account.rules.denyPolicyArn });
    await deliver(account, account.events.length - 1);
    expect(account.deniesOn(dev)).toEqual([]);
  });
});

describe('a denied user whose deny somebody else has taken off', () => {
  it('is not released by an admin who gives it a boundary, of which the revoker hears first', async () => {
    const account = await anAccount();
    const [rogue, mole] = [await aDenied(account, 'rogue'), account.user('mole', [IAM_FULL_ACCESS])];
    account.clock.advance(MINUTE);
    const before = account.events.length;
    detach(account, mole, 'rogue');
    account.clock.advance(10_000);
    const PermissionsBoundary = account.policy('of-hers');
    account.act(account.admin, 'PutUserPermissionsBoundary', { UserName: 'rogue', PermissionsBoundary });
    account.clock.advance(MINUTE);
    await deliver(account, before, 'reversed');
    await pass(account, 10);
    expect([rogue, mole].map((one) => account.deniesOn(one).length)).toEqual([1, 1]);
  });

  it('is not released by taking the name of one whom an admin frees meanwhile', async () => {
    const account = await anAccount();
    const [alice, rogue] = [await aDenied(account, 'alice'), await aDenied(account, 'rogue')];
    const mole = account.user('mole', [IAM_FULL_ACCESS]);
    await pass(account, 10);
    const before = account.events.length;
    detach(account, account.admin, 'alice');
    account.clock.advance(10_000);
    detach(account, mole, 'rogue');
    account.act(mole, 'UpdateUser', { UserName: 'alice', NewUserName: 'away' });
    account.act(mole, 'UpdateUser', { UserName: 'rogue', NewUserName: 'alice' });
    await deliver(account, before);
    await pass(account, 15);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
    // Whom the admin meant, a person says: by the release function.
    expect(account.deniesOn(alice)).toEqual([account.rules.denyPolicyArn]);
    expect(titles(account)).toContain('ESCALATION: away had lost the deny on IAM; it was put back');
  });
});

describe('an incident of a user who is deleted', () => {
  it('is closed, and costs no look anything', async () => {
    const account = await anAccount();
    const made = Array.from({ length: 15 }, (_, index) => account.user(`made-${index}`, [IAM_FULL_ACCESS]));
    for (const one of made) create(account, one, `by-${one.name}`);
    await deliver(account, 0);
    await pass(account, 40);
    expect(await account.openIncidents()).toBe(15);
    for (const { name: UserName, credentials } of made) {
      detach(account, account.admin, UserName);
      account.act(account.admin, 'DetachUserPolicy', { UserName, PolicyArn: IAM_FULL_ACCESS });
      account.act(account.admin, 'DeleteAccessKey', { UserName, AccessKeyId: credentials.accessKeyId });
      account.act(account.admin, 'DeleteUser', { UserName });
    }
    await pass(account, 60);
    expect(await account.openIncidents()).toBe(0);
    account.disturb(undefined);
    await account.look();
    expect(account.disturbed()).toBeLessThan(30);
  });
});
