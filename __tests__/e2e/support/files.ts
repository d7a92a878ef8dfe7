import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Objects of the emulated account that hold JSON. */
export class Files {
  public constructor(private readonly s3: S3Client) {}

  public async read(Bucket: string, Key: string): Promise<unknown> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  }

  /** @returns the size in bytes */
  public async write(Bucket: string, Key: string, value: unknown): Promise<number> {
    const Body = JSON.stringify(value);
    await this.s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
    return Buffer.byteLength(Body);
  }
}
