import { IAM_FULL_ACCESS, ADMINS, add, anAccount, create, deliver, pass } from '../../../support/played/days';

describe('a record that CloudTrail has cut', () => {
  it.each([
    ['the id', { responseElements: null }],
    ['the id and the name', { responseElements: null, requestParameters: null }],
  ])('leaves out %s of a user that was made, and blinds nobody', async (_, cut) => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    create(account, rogue, 'x');
    Object.assign(account.events[0]?.detail ?? {}, cut);
    add(account, rogue, 'mole');
    await deliver(account, 0);
    await pass(account, 30);
    const before = account.events.length;
    create(account, mole, 'eve');
    await deliver(account, before);
    await pass(account, 60);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
    expect(account.membersOf(ADMINS)).toEqual(['admin']);
  });
});
