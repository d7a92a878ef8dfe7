import { S3Client } from '@aws-sdk/client-s3';
import { evidenceStore, readObject } from '../../src/aws/evidence-store';
import { anAccount, stopAccounts } from '../embedded-account/support/accounts';
import { written } from '../embedded-account/support/small-stack';

const clients: S3Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

async function aStore() {
  const templatePath = written({ resource: { aws_s3_bucket: { evidence: { bucket: 'evidence' } } } });
  const account = await anAccount({ templatePath });
  const s3 = new S3Client({ ...account.clientFor(account.root), maxAttempts: 1 });
  clients.push(s3);
  return { account, s3, store: evidenceStore(s3, 'evidence') };
}

describe('the evidence store', () => {
  it('gives back what was put, and what was put last', async () => {
    const { store, account } = await aStore();
    const key = 'accounts/111122223333/runs/2026-06-01T00:00:00Z/häuser.json';
    await store.putJson(key, { rows: ['ä'] });
    expect(await store.getJson(key)).toEqual({ rows: ['ä'] });
    await store.putJson(key, []);
    expect(await store.getJson(key)).toEqual([]);
    await store.putText('summary.csv', 'a,b\n', 'text/csv; charset=utf-8');
    const [csv] = account.objects('evidence', 'summary.csv');
    expect(csv?.body.toString()).toBe('a,b\n');
  });

  it('knows what is not there', async () => {
    const { store, s3 } = await aStore();
    expect(await store.getJson('none.json')).toBeUndefined();
    await expect(readObject(s3, 'evidence', 'none.txt')).rejects.toThrow('there is no such object');
  });

  it('reads an object of any bucket as text', async () => {
    const { account, s3 } = await aStore();
    account.putObject('evidence', 'list.txt', 'bob,\n');
    expect(await readObject(s3, 'evidence', 'list.txt')).toBe('bob,\n');
    await expect(readObject(s3, 'other', 'list.txt')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('names what is no JSON', async () => {
    const { account, store } = await aStore();
    account.putObject('evidence', 'broken.json', '{');
    await expect(store.getJson('broken.json')).rejects.toThrow('s3://evidence/broken.json is no JSON');
  });
});

describe('an object that several runs write', () => {
  const KEY = 'shared.json';

  it('is begun by one of them', async () => {
    const { store } = await aStore();
    expect(await store.find(KEY)).toBeUndefined();
    expect(await store.replaceJson(KEY, ['one'], undefined)).toBe(true);
    expect(await store.replaceJson(KEY, ['two'], undefined)).toBe(false);
    expect(await store.getJson(KEY)).toEqual(['one']);
  });

  it('is replaced only as it was found', async () => {
    const { store, account } = await aStore();
    account.putObject('evidence', KEY, 'no JSON');
    const found = await store.find(KEY);
    expect(found?.text).toBe('no JSON');
    expect(await store.replaceJson(KEY, ['one'], found)).toBe(true);
    expect(await store.replaceJson(KEY, ['two'], found)).toBe(false);
    expect(await store.replaceJson(KEY, ['three'], await store.find(KEY))).toBe(true);
    expect(await store.getJson(KEY)).toEqual(['three']);
    expect(await store.replaceJson('gone.json', [], found)).toBe(false);
  });

  it.each([
    ['was changed meanwhile', 'ConditionalRequestConflict', 409, 'resolves'],
    ['must not be written', 'AccessDenied', 403, 'rejects'],
  ] as const)('and %s: %s', async (_, name, status, expected) => {
    const { store, account } = await aStore();
    account.failNext('s3', 'PutObject', name, { status });
    const replaced = store.replaceJson(KEY, [], undefined);
    if (expected === 'resolves') expect(await replaced).toBe(false);
    else await expect(replaced).rejects.toMatchObject({ name });
    expect(await store.find(KEY)).toBeUndefined();
  });
});
