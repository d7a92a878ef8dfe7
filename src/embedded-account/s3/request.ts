import { crc32 } from 'node:zlib';
import { AwsError } from '../wire/aws-error';
import type { HttpRequest } from '../wire/service';

/** A request of S3's REST protocol, taken apart. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Empty for a call about the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** Of the endpoint that is asked, which the signature names as well. */
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As the caller means it, without the wire's chunks. */
  readonly body: Buffer;
}

const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/([\w-]+)\/s3\//;

const KNOWN_HEADERS = new Set([
  ...['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token', 'x-amz-user-agent', 'x-amz-trailer'],
  ...['x-amz-sdk-checksum-algorithm', 'x-amz-checksum-crc32', 'x-amz-checksum-mode', 'x-amz-decoded-content-length'],
  ...['x-amz-expected-bucket-owner', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'],
]);

/** @throws AwsError for what the account does not understand */
export function readRequest({ method, path, headers, body }: HttpRequest): S3Request {
  const unknown = Object.keys(headers).find((name) => /^(x-amz-|range$|if-)/.test(name) && !isKnown(name, method));
  if (unknown !== undefined) throw notImplemented(`the header ${unknown} of a ${method}`);
  const url = new URL(path, 'http://s3');
  const [bucket = '', ...key] = [...virtualHost(headers['host'] ?? ''), ...url.pathname.slice(1).split('/')];
  return {
    method,
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key.join('/')),
    query: new Map(url.searchParams),
    region: SIGNED_FOR.exec(headers['authorization'] ?? '')?.[1] ?? 'us-east-1',
    headers,
    body: checked(headers, decoded(headers, body)),
  };
}

const CONDITIONS_OF_PUT = new Set(['if-match', 'if-none-match']);

const isKnown = (name: string, method: string) =>
  KNOWN_HEADERS.has(name) || name.startsWith('x-amz-meta-') || (CONDITIONS_OF_PUT.has(name) && method === 'PUT');

/** The bucket where it stands before the endpoint's name, as in `bucket.localhost:4566`. */
function virtualHost(host: string): string[] {
  const [name = ''] = host.split(':');
  if (/^[\d.]+$/.test(name)) return [];
  const bucket = /^(.+)\.localhost$/.exec(name)?.[1];
  return bucket === undefined ? [] : [bucket];
}

/** Bodies of unknown length come in chunks, each with its length before it, and a checksum behind. */
function decoded(headers: S3Request['headers'], body: Buffer): Buffer {
  if (!(headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (end < 0 || Number.isNaN(size))
      throw new AwsError('IncompleteBody', 'The chunks of the body cannot be read.', 400);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

function checked(headers: S3Request['headers'], body: Buffer): Buffer {
  const wanted = headers['x-amz-checksum-crc32'];
  if (wanted === undefined || wanted === checksumOf(body)) return body;
  throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.', 400);
}

/** CRC-32 as S3 writes it. */
export function checksumOf(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `the embedded account does not know ${what}`, 501);
