import { createHash } from 'node:crypto';

/** A message in a queue. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  /** Absent where it has none. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** How often it was handed out. */
  receiveCount: number;
}

/** A message as a function gets it. @param arn of the queue */
export const recordOf = ({ messageId, body, receiveCount, attributes = {} }: QueuedMessage, arn: string) => ({
  messageId,
  receiptHandle: messageId,
  body,
  attributes: { ApproximateReceiveCount: String(receiveCount) },
  messageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' }]),
  ),
  md5OfBody: md5(body),
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: 'us-east-1',
});

/** By which SQS has a receiver see that a text is whole. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
