import {
  ADMINS,
  IAM_FULL_ACCESS,
  MINUTE,
  aDenied,
  add,
  anAccount,
  judged,
  pass,
  titles,
} from '../../../support/played/days';

/** An account with an admin whom another has just taken out of the group, which history does not show yet. */
async function removed() {
  const account = await anAccount();
  const bob = account.user('bob', [IAM_FULL_ACCESS]);
  await judged(account, () => add(account, account.admin, 'bob'));
  const rogue = await aDenied(account, 'rogue');
  await pass(account, 60);
  await judged(account, () =>
    account.act(account.admin, 'RemoveUserFromGroup', { UserName: 'bob', GroupName: ADMINS }),
  );
  account.clock.advance(2 * MINUTE);
  return { account, bob, rogue };
}

describe('an admin whom another has taken out of the group', () => {
  it('is denied for putting herself into it again before history shows that she may not', async () => {
    const { account, bob } = await removed();
    await judged(account, () => add(account, bob, 'bob'));
    expect(titles(account)).toContain('bob is an admin and added itself to an admin group again; nothing was done');
    await pass(account, 60);
    expect(account.membersOf(ADMINS)).toEqual(['admin']);
    expect(account.deniesOn(bob)).toEqual([account.rules.denyPolicyArn]);
  });

  it('releases nobody by hand until history shows that she may not', async () => {
    const { account, bob, rogue } = await removed();
    await judged(account, () =>
      account.act(bob, 'DetachUserPolicy', { UserName: 'rogue', PolicyArn: account.rules.denyPolicyArn }),
    );
    await pass(account, 60);
    expect([bob, rogue].map((one) => account.deniesOn(one).length)).toEqual([1, 1]);
    expect(await account.openIncidents()).toBe(2);
  });
});
