import * as z from 'zod';
import type { AwsCall } from './aws-call';

const queueUrl = z.object({ QueueUrl: z.string() });
const attributes = z.object({ Attributes: z.object({ QueueArn: z.string() }) });
const received = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), Body: z.string(), ReceiptHandle: z.string() })).default([]),
});

/** Queues of the emulated account. */
export class Queues {
  public constructor(private readonly aws: AwsCall) {}

  /** @returns ARN of the new queue */
  public async create(QueueName: string): Promise<string> {
    const { QueueUrl } = queueUrl.parse(await this.call('CreateQueue', { QueueName }));
    const names = { QueueUrl, AttributeNames: ['QueueArn'] };
    return attributes.parse(await this.call('GetQueueAttributes', names)).Attributes.QueueArn;
  }

  /** Takes every message out of a queue. */
  public async drain(QueueName: string): Promise<{ readonly id: string; readonly body: string }[]> {
    const { QueueUrl } = queueUrl.parse(await this.call('GetQueueUrl', { QueueName }));
    const { Messages } = received.parse(await this.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages) await this.call('DeleteMessage', { QueueUrl, ReceiptHandle });
    return Messages.map(({ MessageId: id, Body: body }) => ({ id, body }));
  }

  private async call(operation: string, input: object): Promise<unknown> {
    return this.aws.json('sqs', `AmazonSQS.${operation}`, input);
  }
}
