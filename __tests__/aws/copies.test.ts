import { S3Client } from '@aws-sdk/client-s3';
import { copiesIn } from '../../src/aws/copies/copies';
import { newestKey } from '../../src/aws/copies/newest-copy';
import { copyIn } from '../../src/aws/copies/stored-copy';
import { evidenceStore } from '../../src/aws/evidence-store';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../embedded-account/support/accounts';
import { aCopy, aRoleState, aUserState, policyArn } from '../support/deletion/some-copies';

const BUCKET = 'evidence';
let account: EmbeddedAccount;
let s3: S3Client;

beforeEach(async () => {
  account = await anAccount({ startAt: new Date('2026-06-01T00:00:00Z') });
  account.addBucket(BUCKET);
  s3 = new S3Client({ ...account.clientFor(account.root), forcePathStyle: true, maxAttempts: 1 });
});
afterEach(async () => {
  s3.destroy();
  await stopAccounts();
});

describe('a copy', () => {
  it.each([
    ['a user', aUserState({ mfaDevices: ['GAHT12345678'], boundary: { arn: policyArn('limits'), text: '{}' } })],
    [
      'a role',
      aRoleState({ description: 'Loads data.', instanceProfiles: [{ id: 'A', name: 'h', path: '/', tags: {} }] }),
    ],
  ])('of %s is read as it was kept', async (_, principal) => {
    const copies = copiesIn(evidenceStore(s3, BUCKET, account.accountId));
    await copies.keep('a.json', aCopy(principal));
    expect(await copies.find('a.json')).toEqual(aCopy(principal));
    expect(await copies.find('b.json')).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['of a later version', { ...aCopy(aUserState()), version: 2 }],
    ['without a token, which anybody could know', { ...aCopy(aUserState()), token: '' }],
    ['of a role without its trust policy', { ...aCopy(aUserState()), principal: { ...aUserState(), kind: 'role' } }],
    ['of nothing', null],
  ])('%s is none', (_, stored) => {
    expect(() => copyIn(stored, 's3://evidence/a.json')).toThrow('s3://evidence/a.json is no copy of a user or role: ');
  });

  it('is neither kept in nor read from a bucket of another account', async () => {
    const copies = copiesIn(evidenceStore(s3, BUCKET, '444455556666'));
    await expect(copies.keep('a.json', aCopy(aUserState()))).rejects.toThrow('Access Denied');
    account.putObject(BUCKET, 'a.json', JSON.stringify(aCopy(aUserState())));
    await expect(copies.find('a.json')).rejects.toThrow('Access Denied');
  });
});

describe('the newest copy', () => {
  it('is the one written last, however many there are and whatever they are called', async () => {
    for (let index = 0; index < 1001; index += 1) account.putObject(BUCKET, `ada/${index}.json`, '{}');
    account.clock.advance(60_000);
    // On the second page: keys come in the order of the alphabet.
    account.putObject(BUCKET, 'ada/999.json', '{}');
    account.clock.advance(60_000);
    account.putObject(BUCKET, 'adam/1.json', '{}');
    expect(await newestKey(s3, BUCKET, 'ada/', account.accountId)).toBe('ada/999.json');
    expect(await newestKey(s3, BUCKET, 'bob/', account.accountId)).toBeUndefined();
  });

  it('is not looked for in a bucket of another account', async () => {
    await expect(newestKey(s3, BUCKET, 'ada/', '444455556666')).rejects.toThrow('Access Denied');
  });
});
