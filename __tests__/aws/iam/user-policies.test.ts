import { userPolicies } from '../../../src/aws/iam/user-policies';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

/** ARNs of so many policies. */
const somePolicies = (account: EmbeddedAccount, count: number) =>
  Array.from({ length: count }, (_, index) =>
    account.addPolicy({
      name: `policy-${index}`,
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] },
    }),
  );

describe('the port for the managed policies of users', () => {
  it('reads, attaches and detaches them, and each call may be repeated', async () => {
    const account = await anAccount();
    const { id } = account.addUser({ name: 'ada' });
    const [one = '', other = ''] = somePolicies(account, 2);
    const asked: string[] = [];
    const policies = userPolicies(iamOf(account, account.root), (action, call) => {
      asked.push(action);
      return call();
    });

    expect(await policies.of('ada')).toEqual({ id, arns: [] });
    expect([await policies.attach('ada', one), await policies.attach('ada', one)]).toEqual(['done', 'done']);
    expect(await policies.attach('ada', other)).toBe('done');
    expect(await policies.of('ada')).toEqual({ id, arns: [one, other] });
    expect([await policies.detach('ada', one), await policies.detach('ada', one)]).toEqual([true, false]);
    expect(await policies.of('ada')).toEqual({ id, arns: [other] });
    const all = ['GetUser', 'ListAttachedUserPolicies', 'AttachUserPolicy', 'DetachUserPolicy'];
    expect([...new Set(asked)]).toEqual(all);
  });

  it('says so where nobody has the name, and where there is no such policy', async () => {
    const account = await anAccount();
    account.addUser({ name: 'ada' });
    const [one = ''] = somePolicies(account, 1);
    const policies = userPolicies(iamOf(account, account.root));
    expect(await policies.of('nobody')).toBeUndefined();
    expect([await policies.attach('nobody', one), await policies.detach('nobody', one)]).toEqual(['gone', false]);
    expect(await policies.attach('ada', `${one}-of-nobody`)).toBe('gone');
  });

  it('is refused where the user has no room for another one, and changes nothing', async () => {
    const account = await anAccount();
    const arns = somePolicies(account, 11);
    const { id } = account.addUser({ name: 'ada', policies: arns.slice(0, 10) });
    const policies = userPolicies(iamOf(account, account.root));
    expect(await policies.attach('ada', arns[10] ?? '')).toBe('refused');
    expect(await policies.of('ada')).toEqual({ id, arns: arns.slice(0, 10) });
  });
});
