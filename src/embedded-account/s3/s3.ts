import { accessDenied, AwsError } from '../wire/aws-error';
import { toXml } from '../wire/query-protocol';
import type { Service } from '../wire/service';
import type { Bucket, Buckets } from './buckets';
import { listBuckets, operationOf } from './operations';
import { readRequest } from './request';

/** S3 over its REST protocol, by path and by host name. */
export function s3Service(buckets: Buckets, accountId: string): Service {
  return {
    read: (http) => {
      const request = readRequest(http);
      if (request.bucket === '' && request.method === 'GET') {
        return {
          action: 'ListBuckets',
          params: Object.fromEntries(request.query),
          demands: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
          perform: () => Promise.resolve({ answer: listBuckets(request, () => buckets.all()) }),
        };
      }
      const { action, demands, perform } = operationOf(request, buckets.objectAt(request));
      const owner = request.headers['x-amz-expected-bucket-owner'] ?? accountId;
      return {
        action,
        params: { Bucket: request.bucket, Key: request.key, ...Object.fromEntries(request.query) },
        demands: () => {
          const bucket = buckets.named(request.bucket);
          if (bucket.region !== request.region) throw new ElsewhereError(bucket);
          if (owner !== accountId) throw accessDenied('Access Denied');
          return demands(bucket).map((demand) => ({
            ...demand,
            ...(bucket.policy && { attached: { policy: bucket.policy, mustAllow: false } }),
          }));
        },
        perform: () => Promise.resolve({ answer: perform(buckets.named(request.bucket)) }),
      };
    },
    refuse: (error, requestId) => ({
      status: error.status,
      headers: {
        'content-type': 'application/xml',
        ...(error instanceof ElsewhereError && { 'x-amz-bucket-region': error.region }),
      },
      body: toXml({ Error: { Code: error.code, Message: error.message, RequestId: requestId } }),
    }),
  };
}

/** Asked at the endpoint of one Region for a bucket of another (S3 user guide, request redirection). */
class ElsewhereError extends AwsError {
  readonly region: string;

  constructor({ region }: Bucket) {
    const message =
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.';
    super('PermanentRedirect', message, 301);
    this.region = region;
  }
}
