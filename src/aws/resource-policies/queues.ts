import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { PolicySource } from './source';

/** Queues; what is listed are addresses, and ARNs are made of these. */
export function queuesIn(region: string, partition: string): PolicySource {
  const sqs = new SQSClient(clientOptions(region));
  return {
    pages: async function* (turn) {
      const pages = byToken(
        // Without a number SQS gives no token, and no more than a thousand queues.
        (NextToken) =>
          turn('ListQueues', () =>
            sqs.send(new ListQueuesCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })),
          ),
        ({ NextToken }) => NextToken,
      );
      for await (const { QueueUrls = [] } of pages) {
        yield QueueUrls.map((QueueUrl) => {
          const [account = '', name = ''] = QueueUrl.split('/').slice(-2);
          const one = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
          return {
            arn: `arn:${partition}:sqs:${region}:${account}:${name}`,
            read: async (its) => (await its('GetQueueAttributes', () => sqs.send(one))).Attributes?.Policy,
          };
        });
      }
    },
    none: ['QueueDoesNotExist'],
    close: () => {
      sqs.destroy();
    },
  };
}
