import { z } from 'zod';
import type { Clock } from '../clock';
import { queueSide } from '../events/queue-policies';
import type { EventSourceQueue } from '../events/queue';
import { md5, type QueuedMessage } from '../events/queued-message';
import type { Receipt } from '../events/received';
import type { Demand } from '../iam/access/authorize';
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
const received = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  WaitTimeSeconds: z.int().min(0).max(20).default(0),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
});
const deleted = z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() });
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
 * SQS: lists the account's queues and reads their policies. Of the queues of functions, and of their dead letters, it takes
 * what anybody sends, hands out what somebody receives, hides and deletes that, and empties them.
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
      const { queue, demand } = eitherOf(queues, QueueUrl);
      return {
        demand: demand('sqs:ChangeMessageVisibility'),
        answer: () => {
          if (queue.hide(ReceiptHandle, VisibilityTimeout)) return {};
          throw new AwsError('MessageNotInflight', `nobody has received ${ReceiptHandle}`);
        },
      };
    },
    SendMessage: (input) => {
      const { QueueUrl, MessageBody, MessageAttributes } = sent.parse(input);
      const { queue, demand, isDead } = eitherOf(queues, QueueUrl);
      const attributes = Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
      );
      return {
        demand: demand('sqs:SendMessage'),
        answer: () => ({
          MessageId: isDead ? queue.bury(MessageBody, attributes) : queue.send(MessageBody, attributes),
          MD5OfMessageBody: md5(MessageBody),
        }),
      };
    },
    ReceiveMessage: (input) => {
      const { QueueUrl, MaxNumberOfMessages: count, WaitTimeSeconds, VisibilityTimeout } = received.parse(input);
      const { queue, demand, isDead } = eitherOf(queues, QueueUrl);
      const { visibilitySeconds } = queue.definition;
      const seconds = VisibilityTimeout ?? (isDead ? DEAD_LETTERS_HIDDEN_SECONDS : visibilitySeconds);
      return {
        demand: demand('sqs:ReceiveMessage'),
        answer: async () => {
          const receipts = await queue.receiving.receive({ isDead, count, seconds }, WaitTimeSeconds);
          // SQS leaves the list out where it is empty.
          return receipts.length === 0 ? {} : { Messages: receipts.map(messageOf) };
        },
      };
    },
    DeleteMessage: (input) => {
      const { QueueUrl, ReceiptHandle } = deleted.parse(input);
      const { queue, demand } = eitherOf(queues, QueueUrl);
      return {
        demand: demand('sqs:DeleteMessage'),
        answer: () => {
          if (queue.delete(ReceiptHandle)) return {};
          throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
        },
      };
    },
    PurgeQueue: (input) => {
      const { queue, demand, arn, isDead } = eitherOf(queues, purged.parse(input).QueueUrl);
      return {
        demand: demand('sqs:PurgeQueue'),
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

/** SQS's own default: the stacks choose none for dead letters. */
const DEAD_LETTERS_HIDDEN_SECONDS = 30;

const messageOf = ({ handle, message: { messageId, body } }: Receipt<QueuedMessage>) => ({
  ...{ MessageId: messageId, ReceiptHandle: handle, Body: body, MD5OfBody: md5(body) },
});

/** The queue of a name, or that whose dead letters have it. @throws AwsError where there is none */
function eitherOf(queues: Queues, url: string) {
  const name = url.split('/').at(-1) ?? '';
  const isDead = [...queues.values()].some(({ definition }) => definition.deadLettersArn?.endsWith(`:${name}`));
  const arnOf = ({ definition }: EventSourceQueue) => (isDead ? definition.deadLettersArn : definition.arn);
  const queue = [...queues.values()].find((one) => arnOf(one)?.endsWith(`:${name}`));
  if (!queue) throw new AwsError('QueueDoesNotExist', `the embedded account does this for no queue ${name}`);
  const arn = arnOf(queue) ?? '';
  const demand = (action: string): Demand => ({
    ...{ action, resource: arn },
    ...queueSide(queue.definition.policies, arn),
  });
  return { queue, isDead, arn, demand };
}
