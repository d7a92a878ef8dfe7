import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { PolicySource } from './source';

export function topicsIn(region: string): PolicySource {
  const sns = new SNSClient(clientOptions(region));
  return {
    pages: async function* (turn) {
      const pages = byToken(
        (NextToken) => turn('ListTopics', () => sns.send(new ListTopicsCommand({ NextToken }))),
        ({ NextToken }) => NextToken,
      );
      for await (const { Topics = [] } of pages) {
        yield Topics.flatMap(({ TopicArn: arn }) => {
          if (arn === undefined) return [];
          const one = new GetTopicAttributesCommand({ TopicArn: arn });
          return {
            arn,
            read: async (its) => (await its('GetTopicAttributes', () => sns.send(one))).Attributes?.['Policy'],
          };
        });
      }
    },
    none: ['NotFoundException', 'NotFound'],
    close: () => {
      sns.destroy();
    },
  };
}
