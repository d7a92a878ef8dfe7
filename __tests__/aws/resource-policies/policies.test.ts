import { S3Client } from '@aws-sdk/client-s3';
import { bucketPolicies } from '../../../src/aws/resource-policies/policies';
import { saidOfOthers } from '../../../src/domain/policy/not-principal';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';

const clients: S3Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

function s3Of(account: EmbeddedAccount, credentials: Credentials): S3Client {
  const client = new S3Client({ ...account.clientFor(credentials), forcePathStyle: true, maxAttempts: 1 });
  clients.push(client);
  return client;
}

const policy = (more: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*', ...more }],
  });
const denying = policy({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } });

describe('the policies of the buckets', () => {
  it('are those of all that have one', async () => {
    const account = await anAccount();
    account.addBucket('bare');
    account.addBucket('closed', denying);
    account.addBucket('usual', policy({ Principal: '*' }));
    const { policies, unread } = await bucketPolicies(s3Of(account, account.root), 'aws');
    expect(unread).toEqual([]);
    const found = policies.map(({ arn, text }) => [arn, saidOfOthers(text)]).sort();
    expect(found).toEqual([
      ['arn:aws:s3:::closed', 'denies'],
      ['arn:aws:s3:::usual', 'does-not'],
    ]);
  });

  it.each([
    ['of buckets', ['s3:ListAllMyBuckets'], ['arn:aws:s3:::closed']],
    ['of the list', ['s3:GetBucketPolicy'], ['arn:aws:s3:::*']],
  ])('that cannot be read are said to be so: %s', async (_, allowed, unread) => {
    const account = await anAccount();
    account.addBucket('closed', denying);
    const own = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }],
    });
    const ada = account.addUser({ name: 'ada', inline: { own } });
    const found = await bucketPolicies(s3Of(account, ada.credentials), 'aws');
    expect(found.policies).toEqual([]);
    expect(found.unread).toEqual(
      unread.map((arn) => ({ arn, why: expect.stringContaining('AccessDenied') as unknown })),
    );
  });
});
