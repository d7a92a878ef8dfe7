import { AwsError } from '../wire/aws-error';
import type { Demand } from '../iam/access/authorize';
import type { HttpAnswer } from '../wire/service';
import { toXml } from '../wire/query-protocol';
import { isDeleted, type Bucket, type StoredObject } from './buckets';
import { checkConditions, conditionsOf } from './conditions';
import { checksumOf, notImplemented, type S3Request } from './request';

/** What a caller asked of a bucket, what they need for it, and how it is done. */
export interface S3Operation {
  readonly action: string;
  readonly demands: (bucket: Bucket) => Demand[];
  readonly perform: (bucket: Bucket) => HttpAnswer;
}

const on = ({ arn }: Bucket, action: string, key: string): Demand => ({ action, resource: `${arn}/${key}` });

/**
 * @param stood the object at the key when the request arrived
 * @throws AwsError for an operation, or an option of one, that the account does not have
 */
export function operationOf(request: S3Request, stood?: StoredObject): S3Operation {
  const { method, key, query } = request;
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return listObjects(request);
    if (method === 'GET' && query.has('policy')) return getPolicy(request);
    throw notImplemented(`${method} of a bucket with ?${[...query.keys()].join('&')}`);
  }
  refuseOthers(query, ['x-id', 'versionId']);
  if (method === 'PUT' && !query.has('versionId')) return putObject(request, stood);
  if (method === 'GET' || method === 'HEAD') return getObject(request);
  if (method === 'DELETE') return deleteObject(request);
  throw notImplemented(`${method} of an object`);
}

function putObject({ key, body, headers }: S3Request, stood: StoredObject | undefined): S3Operation {
  const conditions = conditionsOf(headers);
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  return {
    action: 'PutObject',
    demands: (bucket) => [
      on(bucket, 's3:PutObject', key),
      ...(conditions.ifMatch !== undefined ? [on(bucket, 's3:GetObject', key)] : []),
    ],
    perform: (bucket) => {
      checkConditions(conditions, bucket.get(key), stood);
      const stored = bucket.put(key, {
        body,
        metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice('x-amz-meta-'.length), value])),
        ...(headers['content-type'] !== undefined && { contentType: headers['content-type'] }),
      });
      return empty(200, { etag: stored.etag, ...versionHeader(bucket, stored) });
    },
  };
}

function getObject({ method, key, query, headers }: S3Request): S3Operation {
  const versionId = query.get('versionId');
  return {
    action: method === 'GET' ? 'GetObject' : 'HeadObject',
    // Whether a key exists is told only to those who may list.
    demands: (bucket) => [
      on(bucket, versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', key),
      ...(bucket.get(key, versionId) ? [] : [{ action: 's3:ListBucket', resource: bucket.arn }]),
    ],
    perform: (bucket) => {
      const stored = bucket.get(key, versionId);
      if (!stored && versionId !== undefined) {
        throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
      }
      if (!stored) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
      return answerOf(bucket, stored, headers['x-amz-checksum-mode'] === 'ENABLED');
    },
  };
}

const answerOf = (bucket: Bucket, stored: StoredObject, withChecksum: boolean): HttpAnswer => ({
  status: 200,
  headers: {
    etag: stored.etag,
    'last-modified': stored.modifiedAt.toUTCString(),
    'content-type': stored.contentType ?? 'application/octet-stream',
    'content-length': String(stored.body.length),
    ...(withChecksum && { 'x-amz-checksum-crc32': checksumOf(stored.body) }),
    ...Object.fromEntries(Object.entries(stored.metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...versionHeader(bucket, stored),
  },
  body: stored.body,
});

function deleteObject({ key, query }: S3Request): S3Operation {
  const versionId = query.get('versionId');
  return {
    action: 'DeleteObject',
    demands: (bucket) => [on(bucket, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', key)],
    perform: (bucket) => {
      const gone = bucket.delete(key, versionId);
      if (!gone) return empty(204);
      return empty(204, { ...versionHeader(bucket, gone), ...(isDeleted(gone) && { 'x-amz-delete-marker': 'true' }) });
    },
  };
}

function listObjects({ query }: S3Request): S3Operation {
  refuseOthers(query, ['list-type', 'x-id', 'prefix', 'max-keys', 'continuation-token', 'start-after']);
  const prefix = query.get('prefix');
  const size = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  if (!Number.isInteger(size) || size < 0) throw new AwsError('InvalidArgument', 'max-keys is no number', 400);
  return {
    action: 'ListObjectsV2',
    demands: ({ arn }) => [
      { action: 's3:ListBucket', resource: arn, context: { 's3:prefix': prefix ?? '', 's3:max-keys': String(size) } },
    ],
    perform: (bucket) => {
      const token = query.get('continuation-token');
      const after = token === undefined ? query.get('start-after') : Buffer.from(token, 'base64').toString();
      const rest = bucket.list(prefix).filter(({ key }) => after === undefined || key > after);
      const shown = rest.slice(0, size);
      const last = shown.at(-1);
      const more = last !== undefined && rest.length > shown.length;
      const Contents = shown.map(({ key, modifiedAt, etag, body }) =>
        toXml({
          Contents: { Key: key, LastModified: modifiedAt, ETag: etag, Size: body.length, StorageClass: 'STANDARD' },
        }),
      );
      const about = toXml({
        Name: bucket.name,
        Prefix: prefix ?? '',
        KeyCount: shown.length,
        MaxKeys: size,
        IsTruncated: more,
        ...(more && { NextContinuationToken: Buffer.from(last.key).toString('base64') }),
      });
      const body = `<ListBucketResult>${about}${Contents.join('')}</ListBucketResult>`;
      return { status: 200, headers: { 'content-type': 'application/xml' }, body };
    },
  };
}

function getPolicy({ query }: S3Request): S3Operation {
  refuseOthers(query, ['policy', 'x-id']);
  return {
    action: 'GetBucketPolicy',
    demands: ({ arn }) => [{ action: 's3:GetBucketPolicy', resource: arn }],
    perform: ({ policyText }) => {
      if (policyText === undefined) {
        throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
      }
      return { status: 200, headers: { 'content-type': 'application/json' }, body: policyText };
    },
  };
}

/** Every bucket of the account, on one page. */
export function listBuckets({ query }: S3Request, buckets: () => readonly Bucket[]): HttpAnswer {
  refuseOthers(query, ['x-id', 'max-buckets']);
  const Bucket = buckets().map(({ name, createdAt }) =>
    toXml({ Bucket: { Name: name, CreationDate: createdAt, BucketRegion: 'us-east-1' } }),
  );
  const body = `<ListAllMyBucketsResult><Buckets>${Bucket.join('')}</Buckets></ListAllMyBucketsResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

const versionHeader = ({ versioned }: Bucket, { versionId }: { readonly versionId: string }) => ({
  ...(versioned && { 'x-amz-version-id': versionId }),
});

const empty = (status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({ status, headers, body: '' });

function refuseOthers(query: ReadonlyMap<string, string>, known: readonly string[]): void {
  const other = [...query.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw notImplemented(`the parameter ${other}`);
}
