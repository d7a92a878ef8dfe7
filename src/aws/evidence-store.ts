import {
  GetObjectCommand,
  type GetObjectCommandInput,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** An object as it was when it was read. */
export interface FoundObject {
  readonly text: string;
  /** Another one after every change. */
  readonly etag: string;
}

/** What the audits keep, in one bucket. A key is written again with the same bytes when a run is redriven. */
export interface EvidenceStore {
  readonly bucket: string;
  putJson(key: string, value: unknown): Promise<void>;
  putText(key: string, text: string, contentType: string): Promise<void>;
  /**
   * @returns undefined where there is no such object
   * @throws SyntaxError naming the key of what is no JSON
   */
  getJson(key: string): Promise<unknown>;
  /** @returns undefined where there is no such object */
  find(key: string): Promise<FoundObject | undefined>;
  /**
   * Writes what several runs may write at the same time, each on top of the others.
   *
   * @param found what is to be replaced; undefined: there is nothing yet
   * @returns whether it was written; false where the object is no longer as it was found
   */
  replaceJson(key: string, value: unknown, found: Pick<FoundObject, 'etag'> | undefined): Promise<boolean>;
}

/**
 * How S3 says that an object is not as the writer has found it: it is another, is gone, or was changed while the write
 * was under way (S3 API Reference, PutObject).
 */
const CHANGED = ['PreconditionFailed', 'NoSuchKey', 'ConditionalRequestConflict'];

/**
 * {@link EvidenceStore} in S3. Without `s3:ListBucket` S3 calls a missing object `AccessDenied`, which is thrown.
 *
 * @param owner account that the bucket must be of, for S3 gives a name that is free to anybody. @default any
 */
export function evidenceStore(s3: S3Client, bucket: string, owner?: string): EvidenceStore {
  const at = { Bucket: bucket, ...(owner !== undefined && { ExpectedBucketOwner: owner }) };
  const put = (object: Omit<PutObjectCommandInput, 'Bucket'>) => s3.send(new PutObjectCommand({ ...at, ...object }));
  const putText = async (Key: string, Body: string, ContentType: string) => {
    await put({ Key, Body, ContentType });
  };
  return {
    bucket,
    putText,
    putJson: (key, value) => putText(key, JSON.stringify(value), 'application/json'),
    async getJson(key) {
      const found = await objectOf(s3, { ...at, Key: key });
      return found === undefined ? undefined : jsonOf(found.text, `s3://${bucket}/${key}`);
    },
    find: (key) => objectOf(s3, { ...at, Key: key }),
    async replaceJson(Key, value, found) {
      const condition = found === undefined ? { IfNoneMatch: '*' } : { IfMatch: found.etag };
      try {
        await put({ Key, Body: JSON.stringify(value), ContentType: 'application/json', ...condition });
        return true;
      } catch (error) {
        if (error instanceof Error && CHANGED.includes(error.name)) return false;
        throw error;
      }
    },
  };
}

/**
 * Reads an object of any bucket as text.
 *
 * @throws Error where there is none
 */
export async function readObject(s3: S3Client, bucket: string, key: string): Promise<string> {
  const found = await objectOf(s3, { Bucket: bucket, Key: key });
  if (found === undefined) throw new Error('there is no such object');
  return found.text;
}

async function objectOf(s3: S3Client, object: GetObjectCommandInput): Promise<FoundObject | undefined> {
  try {
    const { Body, ETag: etag = '' } = await s3.send(new GetObjectCommand(object));
    return { text: (await Body?.transformToString()) ?? '', etag };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

function jsonOf(text: string, which: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${which} is no JSON`, { cause: error });
  }
}
