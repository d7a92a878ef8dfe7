import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock';
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
const purged = z.strictObject({ QueueUrl: z.string() });
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
 * SQS: lists the account's queues and reads their policies; of the queues of functions it hides what a function has, takes
 * what anybody sends to them or to their dead letters, and empties them. Nobody but a function receives here.
 */
export function sqsService(resources: Resources, queues: Queues, endpoint: () => string, clock: Clock): Service {
  const purgedAt = new Map<string, number>();
  return jsonService('AmazonSQS', '1.0', {
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
      const { queue, arn, isDead } = eitherOf(queues, QueueUrl);
      const attributes = Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
      );
      return {
        demand: { action: 'sqs:SendMessage', resource: arn },
        answer: () => ({
          MessageId: isDead ? queue.bury(MessageBody, attributes) : queue.send(MessageBody, attributes),
          MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
        }),
      };
    },
    PurgeQueue: (input) => {
      const { queue, arn, isDead } = eitherOf(queues, purged.parse(input).QueueUrl);
      return {
        demand: { action: 'sqs:PurgeQueue', resource: arn },
        answer: () => {
          const last = purgedAt.get(arn) ?? -Infinity;
          const now = clock.now().getTime();
          // SQS API reference, PurgeQueue: once in a minute.
          if (now - last < 60_000)
            throw new AwsError(
              'PurgeQueueInProgress',
              `Only one PurgeQueue operation on ${arn} is allowed every 60 seconds.`,
            );
          purgedAt.set(arn, now);
          queue.purge(isDead);
          return {};
        },
      };
    },
  });
}

/** The queue of a name, or that whose dead letters have it. @throws AwsError where there is none */
function eitherOf(queues: Queues, url: string) {
  const name = url.split('/').at(-1) ?? '';
  const isDead = [...queues.values()].some(({ definition }) => definition.deadLettersArn?.endsWith(`:${name}`));
  const arnOf = ({ definition }: EventSourceQueue) => (isDead ? definition.deadLettersArn : definition.arn);
  const queue = queueOf(queues, url, arnOf);
  return { queue, isDead, arn: arnOf(queue) ?? '' };
}

/** @throws AwsError where no function reads such a queue, or none has such dead letters */
function queueOf(queues: Queues, url: string, arnOf: (one: EventSourceQueue) => string | undefined): EventSourceQueue {
  const name = url.split('/').at(-1) ?? '';
  const found = [...queues.values()].find((one) => arnOf(one)?.endsWith(`:${name}`));
  if (!found) throw new AwsError('QueueDoesNotExist', `the embedded account does this for no queue ${name}`);
  return found;
}
