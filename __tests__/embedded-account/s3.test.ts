import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from './support/accounts';
import { written } from './support/small-stack';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

const Bucket = 'evidence';
const clients: S3Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

const tlsOnly = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
};

/** A versioned bucket, a plain one, and an object. */
const withBuckets = (policy: object = tlsOnly, options: Partial<AccountOptions> = {}) =>
  anAccount({
    ...options,
    templatePath: written({
      resource: {
        aws_s3_bucket: { evidence: { bucket: Bucket }, plain: { bucket: 'plain' } },
        aws_s3_bucket_versioning: {
          evidence: {
            bucket: '${aws_s3_bucket.evidence.id}',
            versioning_configuration: { status: 'Enabled' },
          },
        },
        aws_s3_bucket_public_access_block: {
          evidence: { bucket: '${aws_s3_bucket.evidence.id}', block_public_acls: true },
        },
        aws_s3_bucket_policy: { evidence: { bucket: '${aws_s3_bucket.evidence.id}', policy: JSON.stringify(policy) } },
        aws_s3_object: {
          rules: { bucket: '${aws_s3_bucket.evidence.bucket}', key: 'rules.json', content: '{"a":1}' },
        },
      },
    }),
  });

function s3Of(account: EmbeddedAccount, credentials: Credentials = account.root, more: S3ClientConfig = {}): S3Client {
  const client = new S3Client({ ...account.clientFor(credentials), maxAttempts: 1, ...more });
  clients.push(client);
  return client;
}

const text = async (client: S3Client, Key: string, VersionId?: string) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
};
const allowing = (...statements: [action: string, resource: string][]) => ({
  own: JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })),
  }),
});

describe('an object', () => {
  it.each([
    ['text', 'häuser & <more>'],
    ['nothing', Buffer.alloc(0)],
    ['bytes', Buffer.from([0, 1, 2, 255, 13, 10])],
  ])('of %s comes back as it was put', async (_, Body) => {
    const s3 = s3Of(await withBuckets());
    const Key = 'runs/2026-06-01T00:00:00Z/a b+ü.json';
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json', Metadata: { run: 'one' } }),
    );
    const found = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(Buffer.from(Body));
    expect(found).toMatchObject({ ContentType: 'application/json', Metadata: { run: 'one' }, ETag: put.ETag });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: Buffer.byteLength(Body), VersionId: put.VersionId });
  });

  it('of unknown length is put in chunks', async () => {
    const account = await withBuckets();
    const s3 = s3Of(account);
    const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('end')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 70_003 }));
    expect(await text(s3, 'stream')).toBe(`${'a'.repeat(70_000)}end`);
  });

  it('keeps its versions, and under a delete marker too', async () => {
    const s3 = s3Of(await withBuckets());
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
    const first = await put('one');
    await put('two');
    expect(await text(s3, 'k')).toBe('two');
    expect(await text(s3, 'k', first.VersionId)).toBe('one');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(text(s3, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await text(s3, 'k', first.VersionId)).toBe('one');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: first.VersionId }));
    await expect(text(s3, 'k', first.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('has no version in a bucket without versioning, and is gone when it is deleted', async () => {
    const account = await withBuckets();
    const s3 = s3Of(account);
    const put = await s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'k', Body: 'one' }));
    expect(put.VersionId).toBeUndefined();
    await s3.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'k' }));
    expect(account.objects('plain')).toEqual([]);
  });

  it('of the template is there', async () => {
    expect(await text(s3Of(await withBuckets()), 'rules.json')).toBe('{"a":1}');
  });

  it('is not replaced where the writer wants it to be new', async () => {
    const s3 = s3Of(await withBuckets());
    const put = new PutObjectCommand({ Bucket, Key: 'rules.json', Body: '{}', IfNoneMatch: '*' });
    await expect(s3.send(put)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('is replaced only as the writer has seen it, where they say how that was', async () => {
    const s3 = s3Of(await withBuckets());
    const put = (Body: string, IfMatch?: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ...(IfMatch !== undefined && { IfMatch }) }));
    await expect(put('early', '"none"')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
    const { ETag: first = '' } = await put('one');
    await put('two', first);
    const late = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
    await expect(put('three', first)).rejects.toMatchObject(late);
    expect(await text(s3, 'k')).toBe('two');
    const { ETag: second = '' } = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await put('four', second.replaceAll('"', ''));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await expect(put('five', second)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('goes to one of several writers at a time; the others are told of the conflict', async () => {
    const s3 = s3Of(await withBuckets(undefined, { latencyMs: 20 }));
    for (const condition of ['new', 'seen']) {
      const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'seen', Body: 'before' }));
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'c'].map((Body) =>
          s3.send(
            condition === 'new'
              ? new PutObjectCommand({ Bucket, Key: 'new', Body, IfNoneMatch: '*' })
              : new PutObjectCommand({ Bucket, Key: 'seen', Body, IfMatch: ETag }),
          ),
        ),
      );
      const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      const conflict = { name: 'ConditionalRequestConflict', $metadata: { httpStatusCode: 409 } };
      expect(refusals).toMatchObject([conflict, conflict]);
    }
  });

  it('is reached by host name too', async () => {
    const account = await withBuckets();
    const agent = new Agent({
      lookup: (_, options, done) => {
        lookup('127.0.0.1', options, done);
      },
    });
    const s3 = s3Of(account, account.root, {
      endpoint: account.endpoint.replace('127.0.0.1', 'localhost'),
      requestHandler: { httpAgent: agent },
    });
    const hosts: unknown[] = [];
    s3.middlewareStack.add(
      (next) => (args) => {
        if (typeof args.request === 'object' && args.request !== null && 'hostname' in args.request) {
          hosts.push(args.request.hostname);
        }
        return next(args);
      },
      { step: 'finalizeRequest' },
    );
    expect(await text(s3, 'rules.json')).toBe('{"a":1}');
    expect(hosts).toEqual(['evidence.localhost']);
    agent.destroy();
  });
});

describe('a listing', () => {
  it('comes in pages, in the order of the keys, without what was deleted', async () => {
    const account = await withBuckets();
    for (const index of [3, 1, 2, 5, 4]) account.putObject(Bucket, `runs/${index}`, 'x');
    const s3 = s3Of(account);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'runs/4' }));
    const keys: (string | undefined)[][] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: 'runs/' })) {
      keys.push((page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(keys).toEqual([
      ['runs/1', 'runs/2'],
      ['runs/3', 'runs/5'],
    ]);
  });

  it('of nothing is empty', async () => {
    const answer = await s3Of(await withBuckets()).send(new ListObjectsV2Command({ Bucket, Prefix: 'none/' }));
    expect(answer).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });
});

describe('S3 and permissions', () => {
  const arn = `arn:aws:s3:::${Bucket}`;

  it.each([
    ['may read its key', allowing(['s3:GetObject', `${arn}/rules.json`]), 'rules.json', undefined],
    ['may not read another', allowing(['s3:GetObject', `${arn}/rules.json`]), 'other', 'AccessDenied'],
    ['may not know that a key is missing', allowing(['s3:GetObject', `${arn}/*`]), 'none', 'AccessDenied'],
    ['may know it', allowing(['s3:GetObject', `${arn}/*`], ['s3:ListBucket', arn]), 'none', 'NoSuchKey'],
  ])('a caller %s', async (_, inline, key, name) => {
    const account = await withBuckets();
    const s3 = s3Of(account, account.addUser({ name: 'reader', inline }).credentials);
    const outcome = await text(s3, key).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
    );
    expect(outcome).toBe(name);
  });

  it.each([
    ['and read it', allowing(['s3:PutObject', `${arn}/*`], ['s3:GetObject', `${arn}/*`]), undefined],
    ['and not read it', allowing(['s3:PutObject', `${arn}/*`]), 'AccessDenied'],
  ])('a caller who may put an object %s, and names the ETag it has', async (_, inline, name) => {
    const account = await withBuckets();
    const { ETag } = await s3Of(account).send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'one' }));
    const s3 = s3Of(account, account.addUser({ name: 'writer', inline }).credentials);
    const outcome = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'two', IfMatch: ETag })).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
    );
    expect(outcome).toBe(name);
  });

  it('a bucket policy binds even Root', async () => {
    const sealed = {
      ...tlsOnly,
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${arn}/*` }],
    };
    const put = s3Of(await withBuckets(sealed)).send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await expect(put).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('a listing is allowed by its prefix', async () => {
    const account = await withBuckets();
    const inline = {
      own: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: arn,
            Condition: { StringLike: { 's3:prefix': 'runs/*' } },
          },
        ],
      }),
    };
    const s3 = s3Of(account, account.addUser({ name: 'reader', inline }).credentials);
    await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'runs/1' }));
    const all = s3.send(new ListObjectsV2Command({ Bucket }));
    await expect(all).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('what S3 does not know here', () => {
  it.each([
    ['a range', new GetObjectCommand({ Bucket, Key: 'rules.json', Range: 'bytes=0-1' }), 'NotImplemented'],
    ['a delimiter', new ListObjectsV2Command({ Bucket, Delimiter: '/' }), 'NotImplemented'],
    ['an access list', new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ACL: 'public-read' }), 'NotImplemented'],
    [
      'both conditions of a put',
      new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfMatch: '"a"', IfNoneMatch: '*' }),
      'NotImplemented',
    ],
    ['any ETag', new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfMatch: '*' }), 'NotImplemented'],
    ['a bucket that is not there', new ListObjectsV2Command({ Bucket: 'none' }), 'NoSuchBucket'],
    [
      "another account's bucket",
      new ListObjectsV2Command({ Bucket, ExpectedBucketOwner: '999999999999' }),
      'AccessDenied',
    ],
  ])('is refused: %s', async (_, command, name) => {
    const s3 = s3Of(await withBuckets());
    const send = async (): Promise<unknown> => {
      if (command instanceof GetObjectCommand) return s3.send(command);
      return command instanceof PutObjectCommand ? s3.send(command) : s3.send(command);
    };
    await expect(send()).rejects.toMatchObject({ name });
  });

  it('an attribute of an object in the template', async () => {
    const resource = {
      aws_s3_bucket: { b: { bucket: 'b' } },
      aws_s3_object: { o: { bucket: 'b', key: 'k', contents: 'x' } },
    };
    await expect(anAccount({ templatePath: written({ resource }) })).rejects.toThrow('contents');
  });
});

describe('a bucket of another Region', () => {
  const read = async (client: S3Client) =>
    (await client.send(new GetObjectCommand({ Bucket: 'abroad', Key: 'list.txt' }))).Body?.transformToString();

  it('is answered for by its Region, and read by who follows that', async () => {
    const account = await withBuckets();
    account.addBucket('abroad', undefined, 'eu-central-1');
    account.putObject('abroad', 'list.txt', 'somebody');
    await expect(read(s3Of(account))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
    });
    expect(await read(s3Of(account, account.root, { followRegionRedirects: true }))).toBe('somebody');
    expect(await read(s3Of(account, account.root, { region: 'eu-central-1' }))).toBe('somebody');
  });
});
