import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

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
}

/** {@link EvidenceStore} in S3. Without `s3:ListBucket` S3 calls a missing object `AccessDenied`, which is thrown. */
export function evidenceStore(s3: S3Client, bucket: string): EvidenceStore {
  const putText = async (Key: string, Body: string, ContentType: string) => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
  };
  return {
    bucket,
    putText,
    putJson: (key, value) => putText(key, JSON.stringify(value), 'application/json'),
    async getJson(key) {
      const text = await textOf(s3, bucket, key);
      return text === undefined ? undefined : jsonOf(text, `s3://${bucket}/${key}`);
    },
  };
}

/**
 * Reads an object of any bucket as text.
 *
 * @throws Error where there is none
 */
export async function readObject(s3: S3Client, bucket: string, key: string): Promise<string> {
  const text = await textOf(s3, bucket, key);
  if (text === undefined) throw new Error('there is no such object');
  return text;
}

async function textOf(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
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
