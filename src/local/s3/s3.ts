import { accessDenied } from '../wire/aws-error';
import { toXml } from '../wire/query-protocol';
import type { Service } from '../wire/service';
import type { Buckets } from './buckets';
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
      const { action, demands, perform } = operationOf(request);
      const owner = request.headers['x-amz-expected-bucket-owner'] ?? accountId;
      return {
        action,
        params: { Bucket: request.bucket, Key: request.key, ...Object.fromEntries(request.query) },
        demands: () => {
          const bucket = buckets.named(request.bucket);
          if (owner !== accountId) throw accessDenied('Access Denied');
          return demands(bucket).map((demand) => ({
            ...demand,
            ...(bucket.policy && { attached: { policy: bucket.policy, mustAllow: false } }),
          }));
        },
        perform: () => Promise.resolve({ answer: perform(buckets.named(request.bucket)) }),
      };
    },
    refuse: ({ code, message, status }, requestId) => ({
      status,
      headers: { 'content-type': 'application/xml' },
      body: toXml({ Error: { Code: code, Message: message, RequestId: requestId } }),
    }),
  };
}
