import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelDelivery } from './deliveries';

/** The queue of a channel, as its function uses it. */
export interface ChannelQueue {
  /** Has a message of the batch come again no sooner. */
  hide(delivery: ChannelDelivery, seconds: number): Promise<void>;
  /** Puts a message among the dead letters. @param error why, which whoever looks there reads */
  bury(delivery: ChannelDelivery, error: string): Promise<void>;
}

/** Attribute of a dead letter that says why it is one. */
const ERROR = 'error';

/** {@link ChannelQueue} of SQS. */
export function channelQueue(sqs: SQSClient, queueUrl: string, deadLettersUrl: string): ChannelQueue {
  return {
    async hide({ receiptHandle }, seconds) {
      const hiding = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
      await sqs.send(new ChangeMessageVisibilityCommand(hiding));
    },
    async bury({ body }, error) {
      const MessageAttributes = { [ERROR]: { DataType: 'String', StringValue: error } };
      await sqs.send(new SendMessageCommand({ QueueUrl: deadLettersUrl, MessageBody: body, MessageAttributes }));
    },
  };
}
