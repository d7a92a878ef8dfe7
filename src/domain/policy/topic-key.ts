import type { Statement } from './policy-document';

export interface PublishedTo {
  /** Absent where nobody is told. */
  readonly topicArn?: string | undefined;
  /** Key of an existing topic. Absent where it has none. */
  readonly topicKmsKeyArn?: string | undefined;
}

/**
 * What the publisher needs of the key of a topic, beside `sns:Publish` (SNS developer guide, key management): without
 * it every message is refused, and nobody is told of anything.
 */
export function topicKey({ topicArn, topicKmsKeyArn }: PublishedTo): Statement[] {
  if (topicArn === undefined || topicKmsKeyArn === undefined) return [];
  return [
    {
      Sid: 'TopicKey',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: [topicKmsKeyArn],
    },
  ];
}
