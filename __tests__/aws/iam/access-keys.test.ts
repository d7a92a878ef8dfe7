import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { accessKeys } from '../../../src/aws/iam/access-keys';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

const startAt = new Date('2026-06-01T00:00:00Z');

describe('the port for the access keys of users', () => {
  it('lists them, deactivates and activates them, and each call may be repeated', async () => {
    const account = await anAccount({ startAt });
    const { id, credentials } = account.addUser({ name: 'ada', createdAt: new Date('2026-01-01T00:00:00Z') });
    const iam = iamOf(account, account.root);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
    const asked: string[] = [];
    const keys = accessKeys(iam, (action, call) => {
      asked.push(action);
      return call();
    });
    const [one, other] = [credentials.accessKeyId, AccessKey?.AccessKeyId ?? ''];
    const held = (status: string) => ({
      id,
      keys: [
        { keyId: one, status, createdAt: '2026-01-01T00:00:00.000Z' },
        { keyId: other, status: 'Active', createdAt: startAt.toISOString() },
      ],
    });

    expect(await keys.of('ada')).toEqual(held('Active'));
    expect(await Promise.all([1, 2].map(() => keys.setStatus('ada', one, 'Inactive')))).toEqual([true, true]);
    expect(await keys.of('ada')).toEqual(held('Inactive'));
    expect(await keys.setStatus('ada', one, 'Active')).toBe(true);
    expect(await keys.of('ada')).toEqual(held('Active'));
    expect([...new Set(asked)]).toEqual(['GetUser', 'ListAccessKeys', 'UpdateAccessKey']);
  });

  it('deletes one for good, and says where there is none any more', async () => {
    const account = await anAccount({ startAt });
    const { id, credentials } = account.addUser({ name: 'ada' });
    const keys = accessKeys(iamOf(account, account.root));
    expect(await keys.remove('nobody', credentials.accessKeyId)).toBe(false);
    expect(await keys.remove('ada', credentials.accessKeyId)).toBe(true);
    expect(await keys.of('ada')).toEqual({ id, keys: [] });
    expect(await keys.remove('ada', credentials.accessKeyId)).toBe(false);
  });

  it('knows when one was last used, and that another never was', async () => {
    const account = await anAccount({ startAt });
    const { arn, credentials } = account.addUser({ name: 'ada' });
    const bob = account.addUser({ name: 'bob' });
    const at = new Date('2026-05-01T00:00:00Z');
    account.use({ arn, action: 's3:GetObject', at });
    const keys = accessKeys(iamOf(account, account.root));
    const asked = [credentials, bob.credentials].map(({ accessKeyId }) => keys.lastUsedAt(accessKeyId));
    expect(await Promise.all(asked)).toEqual([at.toISOString(), undefined]);
  });

  it('says so where nobody has the name, and where the user has no such key', async () => {
    const account = await anAccount({ startAt });
    account.addUser({ name: 'ada' });
    const { credentials } = account.addUser({ name: 'bob' });
    const keys = accessKeys(iamOf(account, account.root));
    expect(await keys.of('nobody')).toBeUndefined();
    expect(await keys.setStatus('nobody', credentials.accessKeyId, 'Inactive')).toBe(false);
    expect(await keys.setStatus('ada', credentials.accessKeyId, 'Inactive')).toBe(false);
  });
});
