import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/**
 * Finds the object that was written last of all whose keys begin alike.
 *
 * @param owner account that the bucket must be of
 * @returns its key; undefined where there is none
 */
export async function newestKey(
  s3: S3Client,
  bucket: string,
  prefix: string,
  owner: string,
): Promise<string | undefined> {
  let newest: { readonly key: string; readonly at: number } | undefined;
  for (let token: string | undefined, isLast = false; !isLast;) {
    const page = await s3.send(
      new ListObjectsV2Command({
        ...{ Bucket: bucket, Prefix: prefix, ExpectedBucketOwner: owner },
        ...(token !== undefined && { ContinuationToken: token }),
      }),
    );
    for (const { Key: key, LastModified } of page.Contents ?? []) {
      const at = LastModified?.getTime() ?? 0;
      if (key !== undefined && at >= (newest?.at ?? 0)) newest = { key, at };
    }
    token = page.NextContinuationToken;
    isLast = token === undefined;
  }
  return newest?.key;
}
