import type { PlayedAccount } from '../../../support/played/account';
import { IAM_FULL_ACCESS, aDenied, anAccount, create, deliver, pass, titles } from '../../../support/played/days';
import { altered, forged } from '../../../support/played/forged';

const detach = (account: PlayedAccount, by: Parameters<typeof create>[1]) =>
  account.act(by, 'DetachUserPolicy', { UserName: 'rogue', PolicyArn: account.rules.denyPolicyArn });

/** A rogue who takes its deny off while IAM lags, and takes the event of that from the queue. */
async function escaped() {
  const account = await anAccount();
  const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
  account.user('dave', []);
  create(account, rogue, 'eve');
  for (const event of account.events) await account.deliver(event);
  account.clock.advance(1_500);
  detach(account, rogue);
  account.clock.advance(2_000);
  return { account, rogue };
}

const release = (account: PlayedAccount, rogue: Parameters<typeof forged>[2], name: string) =>
  altered(forged(account, account.admin, rogue, name), {
    eventName: 'DetachUserPolicy',
    requestParameters: { userName: 'rogue', policyArn: account.rules.denyPolicyArn },
  });

describe('a forged message that an admin took a deny off', () => {
  it('gives IAM back for half an hour at most, and people are told', async () => {
    const { account, rogue } = await escaped();
    await account.deliver(release(account, rogue, 'one'));
    await pass(account, 30);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
    expect(await account.openIncidents()).toBe(1);
    expect(titles(account)).toContain(
      'ACTION NEEDED: a forged message said that an admin had given rogue IAM access back',
    );
  });

  it('is told at once, also where it has the id of one that was told before', async () => {
    const { account, rogue } = await escaped();
    const mole = await aDenied(account, 'mole');
    account.clock.advance(1_500);
    account.act(mole, 'DetachUserPolicy', { UserName: 'mole', PolicyArn: account.rules.denyPolicyArn });
    account.clock.advance(2_000);
    for (const userName of ['mole', 'rogue']) {
      const requestParameters = { userName, policyArn: account.rules.denyPolicyArn };
      await account.deliver(altered(release(account, rogue, 'one'), { requestParameters }));
    }
    const arnOf = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
    expect(titles(account)).toEqual(
      expect.arrayContaining(['mole', 'rogue'].map((name) => `admin gave ${arnOf(name)} IAM access back by hand`)),
    );
  });

  it('does so once: a second one ends no incident', async () => {
    const { account, rogue } = await escaped();
    await account.deliver(release(account, rogue, 'one'));
    await pass(account, 20);
    account.clock.advance(1_500);
    expect(detach(account, rogue)).toBeDefined();
    account.clock.advance(2_000);
    await account.deliver(release(account, rogue, 'two'));
    expect(await account.openIncidents()).toBe(1);
    await pass(account, 10);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('gives nothing back where it tells of another account, for which nobody would look for a proof', async () => {
    const { account, rogue } = await escaped();
    expect(await account.deliverInVain({ ...release(account, rogue, 'one'), account: '999999999999' })).toBe(true);
    expect(await account.openIncidents()).toBe(1);
    await pass(account, 10);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('gives nothing back where it is dated into the future, of which no history can tell', async () => {
    const { account, rogue } = await escaped();
    await account.deliver(altered(release(account, rogue, 'one'), { eventTime: '2026-06-03T12:00:00Z' }));
    expect(await account.openIncidents()).toBe(1);
    await pass(account, 10);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('does so as well where it has the id of another call of hers', async () => {
    const { account, rogue } = await escaped();
    const { denyPolicyArn: PolicyArn } = account.rules;
    account.act(account.admin, 'AttachUserPolicy', { UserName: 'dave', PolicyArn });
    account.act(account.admin, 'DetachUserPolicy', { UserName: 'dave', PolicyArn });
    const { eventID, eventTime } = account.events.at(-1)?.detail ?? {};
    await account.deliver(
      altered(release(account, rogue, 'one'), { ...(eventID && eventTime && { eventID, eventTime }) }),
    );
    await pass(account, 30);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });
});

describe('a true one', () => {
  it('is found in the history, and stands', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    create(account, rogue, 'eve');
    await deliver(account, 0);
    await pass(account, 10);
    const before = account.events.length;
    detach(account, account.admin);
    await deliver(account, before);
    expect(await account.waitingCalls()).toBe(1);
    await pass(account, 60);
    expect(account.deniesOn(rogue)).toEqual([]);
    expect([await account.waitingCalls(), await account.openIncidents()]).toEqual([0, 0]);
  });
});
