import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EventSourceQueue } from '../events/queue';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import { jsonService, pageOf } from './json-service';
import type { Resources } from './resources';
import { everything, on } from './services';

const sqsList = z.strictObject({ MaxResults: z.int().min(1).max(1000).optional(), NextToken: z.string().optional() });
const sqsAttributes = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.array(z.enum(['Policy', 'QueueArn'])),
});

const hiding = z.strictObject({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int().min(0).max(43_200),
});
const sent = z.strictObject({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1),
  MessageAttributes: z
    .record(z.string(), z.strictObject({ DataType: z.literal('String'), StringValue: z.string().min(1) }))
    .default({}),
});

/** Queues that functions read, by ARN. */
type Queues = ReadonlyMap<string, EventSourceQueue>;

/**
 * SQS: lists the account's queues and reads their policies; of the queues of functions it hides what a function has, and
 * takes what a function sends to the dead letters.
 */
export const sqsService = (resources: Resources, queues: Queues, endpoint: () => string): Service =>
  jsonService('AmazonSQS', '1.0', {
    ListQueues: (input, region) => {
      const { MaxResults = 1000, NextToken } = sqsList.parse(input);
      return {
        demand: everything('sqs:ListQueues'),
        answer: () => {
          const { items, next } = pageOf(resources.of('sqs', region), NextToken, MaxResults);
          const QueueUrls = items.map(({ name, arn }) => `${endpoint()}/${arn.split(':')[4] ?? ''}/${name}`);
          return { QueueUrls, ...(next !== undefined && { NextToken: next }) };
        },
      };
    },
    GetQueueAttributes: (input, region) => {
      const { QueueUrl, AttributeNames } = sqsAttributes.parse(input);
      const name = QueueUrl.split('/').at(-1) ?? '';
      const queue = resources.named('sqs', region, name, 'QueueDoesNotExist');
      const all = { QueueArn: queue.arn, Policy: queue.policy };
      const asked = AttributeNames.flatMap((one) => (all[one] === undefined ? [] : [[one, all[one]] as const]));
      return { demand: on('sqs:GetQueueAttributes', queue), answer: () => ({ Attributes: Object.fromEntries(asked) }) };
    },
    ChangeMessageVisibility: (input) => {
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = hiding.parse(input);
      const queue = queueOf(queues, QueueUrl, ({ definition }) => definition.arn);
      return {
        demand: { action: 'sqs:ChangeMessageVisibility', resource: queue.definition.arn },
        answer: () => {
          if (queue.hide(ReceiptHandle, VisibilityTimeout)) return {};
          throw new AwsError('MessageNotInflight', `nobody has received ${ReceiptHandle}`);
        },
      };
    },
    SendMessage: (input) => {
      const { QueueUrl, MessageBody, MessageAttributes } = sent.parse(input);
      const queue = queueOf(queues, QueueUrl, ({ definition }) => definition.deadLettersArn);
      const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
      return {
        demand: { action: 'sqs:SendMessage', resource: queue.definition.deadLettersArn ?? '' },
        answer: () => ({
          MessageId: queue.bury(MessageBody, Object.fromEntries(attributes) as Record<string, string>),
          MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
        }),
      };
    },
  });

/** @throws AwsError where no function reads such a queue, or none has such dead letters */
function queueOf(queues: Queues, url: string, arnOf: (one: EventSourceQueue) => string | undefined): EventSourceQueue {
  const name = url.split('/').at(-1) ?? '';
  const found = [...queues.values()].find((one) => arnOf(one)?.endsWith(`:${name}`));
  if (!found) throw new AwsError('QueueDoesNotExist', `the embedded account does this for no queue ${name}`);
  return found;
}
