import {
  ADMINS,
  IAM_FULL_ACCESS,
  MINUTE,
  add,
  anAccount,
  create,
  deliver,
  firstEvent,
  judged,
  pass,
  titles,
} from '../../../support/played/days';

describe('more names than are remembered', () => {
  it('hide no accomplice whose own name was moved so that nobody knows whom the add meant', async () => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    account.user('decoy-0', []);
    for (let turn = 0; turn < 600; turn += 1) {
      account.act(rogue, 'UpdateUser', { UserName: `decoy-${turn}`, NewUserName: `decoy-${turn + 1}` });
      account.clock.advance(200);
    }
    // All within one second.
    account.act(rogue, 'UpdateUser', { UserName: 'mole', NewUserName: 'quiet' });
    add(account, rogue, 'quiet');
    account.act(rogue, 'UpdateUser', { UserName: 'quiet', NewUserName: 'nobody' });
    await account.deliver(firstEvent(account));
    account.clock.advance(40 * MINUTE);
    await account.look();
    await judged(account, () => create(account, mole, 'eve'));
    await pass(account, 60);
    expect(titles(account)).toContain(
      'ACTION NEEDED: somebody renamed so many users or groups that names cannot be trusted',
    );
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });
});

describe('more new admins within one second than a look writes down', () => {
  it('are all settled within an hour and a half', async () => {
    const account = await anAccount();
    const names = Array.from({ length: 60 }, (_, index) => `new-${index}`);
    const made = names.map((name) => account.user(name, []));
    for (const name of names) add(account, account.admin, name);
    await deliver(account, 0);
    await pass(account, 90);
    const roster = await account.roster();
    expect(account.clock.now().getTime() - (roster?.asOf.getTime() ?? 0)).toBeLessThan(45 * MINUTE);
    await judged(account, () => {
      for (const one of made) create(account, one, `by-${one.name}`);
    });
    expect(await account.waitingCalls()).toBe(0);
    expect(account.membersOf(ADMINS)).toHaveLength(61);
  });
});
