import { principalNamed } from '../../../src/aws/iam/principal-named';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

it.each(['user', 'role'] as const)('a %s is found by its name, and its ARN says the path', async (kind) => {
  const account = await anAccount();
  const one = { name: 'etl', path: '/eu/' };
  const { id, arn } = kind === 'user' ? account.addUser(one) : account.addRole(one);
  const asked: string[] = [];
  const named = principalNamed(iamOf(account, account.root), (action, call) => {
    asked.push(action);
    return call();
  });

  expect(arn).toContain('/eu/etl');
  expect(await named(kind, 'etl')).toEqual({ kind, accountId: account.accountId, id, arn, name: 'etl' });
  expect(await named(kind, 'nobody')).toBeUndefined();
  expect(new Set(asked)).toEqual(new Set([kind === 'user' ? 'GetUser' : 'GetRole']));
});
