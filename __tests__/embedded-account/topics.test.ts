import { readFileSync } from 'node:fs';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';
import { smallStack, type SmallStack, written } from './support/small-stack';
import { dirname } from 'node:path';

afterEach(stopAccounts);

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:notices';
const LOGS = 'exports.handler = async ({ Records }) => { for (const { body } of Records) console.log(body); };';

interface FannedOut extends Partial<SmallStack> {
  readonly filter?: object;
  readonly raw?: boolean;
  /** Who may send to both queues. @default SNS */
  readonly sender?: string;
}

/** Topic → queue → function, beside a subscription by mail. */
function fannedOut({ filter, raw = false, sender = 'sns.amazonaws.com', code = LOGS, ...stack }: FannedOut): string {
  const path = smallStack({ code, ...stack });
  const template = JSON.parse(readFileSync(path, 'utf8')) as { resource: Record<string, object> };
  const mayEnter = (queue: string, service: string) => ({
    queue_url: `\${aws_sqs_queue.${queue}.url}`,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sqs:SendMessage',
          Resource: `\${aws_sqs_queue.${queue}.arn}`,
          Condition: { ArnEquals: { 'aws:SourceArn': TOPIC } },
        },
      ],
    }),
  });
  const resource = {
    ...template.resource,
    aws_sqs_queue_policy: { queue: mayEnter('queue', sender), dead: mayEnter('dead', 'sns.amazonaws.com') },
    aws_sns_topic_subscription: {
      ...template.resource['aws_sns_topic_subscription'],
      queue: {
        topic_arn: '${aws_sns_topic.topic.arn}',
        protocol: 'sqs',
        endpoint: '${aws_sqs_queue.queue.arn}',
        raw_message_delivery: raw,
        redrive_policy: JSON.stringify({ deadLetterTargetArn: '${aws_sqs_queue.dead.arn}' }),
        ...(filter && { filter_policy: JSON.stringify(filter) }),
      },
    },
  };
  return written({ ...template, resource }, dirname(path));
}

const clients: { destroy(): void }[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

async function publish(account: EmbeddedAccount, input: object): Promise<string> {
  const sns = new SNSClient({ ...account.clientFor(account.root), maxAttempts: 1 });
  clients.push(sns);
  const outcome = await outcomeOf(sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'm', ...input })));
  await account.idle();
  return outcome;
}

const attributes = (given: Record<string, string>) => ({
  MessageAttributes: Object.fromEntries(
    Object.entries(given).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  ),
});
const bodies = (account: EmbeddedAccount): unknown[] =>
  account.logs('worker').map((line) => JSON.parse(line) as unknown);

describe('a topic of the embedded account', () => {
  it('puts a message into the queues that are subscribed, in the envelope of SNS', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    expect(await publish(account, { Subject: 'Hello', ...attributes({ class: 'digest' }) })).toBe('done');
    expect(bodies(account)).toMatchObject([
      {
        Type: 'Notification',
        TopicArn: TOPIC,
        Subject: 'Hello',
        Message: 'm',
        MessageId: account.published()[0]?.messageId,
        MessageAttributes: { class: { Type: 'String', Value: 'digest' } },
      },
    ]);
  });

  it('puts the message itself into a queue that asks for raw delivery', async () => {
    const account = await anAccount({ templatePath: fannedOut({ raw: true }) });
    await publish(account, { Message: '{"a":1}' });
    expect(bodies(account)).toEqual([{ a: 1 }]);
  });

  it('gives each protocol its own message, and the default to the others', async () => {
    const account = await anAccount({ templatePath: fannedOut({ raw: true }) });
    const Message = JSON.stringify({ default: 'for all', sqs: '{"for":"queues"}' });
    await publish(account, { Message, MessageStructure: 'json' });
    expect(account.published()).toMatchObject([{ message: 'for all', recipients: ['on-call@example.com'] }]);
    expect(bodies(account)).toEqual([{ for: 'queues' }]);
  });

  it.each([
    ['that is no JSON', { Message: 'm', MessageStructure: 'json' }],
    ['without a default', { Message: '{"sqs":"m"}', MessageStructure: 'json' }],
    ['of another structure', { Message: '{"default":"m"}', MessageStructure: 'xml' }],
  ])('refuses a message %s', async (_, input) => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    expect(await publish(account, input)).toMatch(/^InvalidParameter/);
    expect(account.published()).toEqual([]);
  });

  it('delivers to a subscription what its filter lets pass, and no more', async () => {
    const filter = { $or: [{ class: [{ exists: false }] }, { class: ['digest'], guardrail: ['one'] }] };
    const account = await anAccount({ templatePath: fannedOut({ filter, raw: true }) });
    const sent: Record<string, string>[] = [
      {},
      { class: 'digest', guardrail: 'one' },
      { class: 'digest', guardrail: 'two' },
      { class: 'other' },
    ];
    for (const [index, given] of sent.entries())
      await publish(account, { Message: String(index), ...attributes(given) });
    expect(bodies(account)).toEqual([0, 1]);
  });

  it('refuses a filter that it does not understand', async () => {
    const templatePath = fannedOut({ filter: { class: [{ cidr: '10.0.0.0/8' }] } });
    await expect(anAccount({ templatePath })).rejects.toThrow();
  });

  it('puts what a queue does not let in among the dead letters of the subscription', async () => {
    const account = await anAccount({ templatePath: fannedOut({ raw: true, sender: 'events.amazonaws.com' }) });
    await publish(account, {});
    expect(account.logs('worker')).toEqual([]);
    expect(account.deadLetters()).toMatchObject([{ body: 'm' }]);
  });
});

describe('the queue of a function', () => {
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/queue';
  const DEAD = 'https://sqs.us-east-1.amazonaws.com/111122223333/dead';

  function sqsOf(account: EmbeddedAccount): SQSClient {
    const sqs = new SQSClient({ ...account.clientFor(account.root), maxAttempts: 1 });
    clients.push(sqs);
    return sqs;
  }

  it('takes into its dead letters what is sent there', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    const MessageAttributes = { error: { DataType: 'String', StringValue: 'refused' } };
    await sqsOf(account).send(new SendMessageCommand({ QueueUrl: DEAD, MessageBody: 'm', MessageAttributes }));
    expect(account.deadLetters()).toMatchObject([{ body: 'm', attributes: { error: 'refused' } }]);
  });

  it('gives its function what anybody sends to it', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    await sqsOf(account).send(new SendMessageCommand({ QueueUrl, MessageBody: '{"a":1}' }));
    await account.idle();
    expect(bodies(account)).toEqual([{ a: 1 }]);
  });

  it('takes nothing for a queue that there is not', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    const other = QueueUrl.replace(/queue$/, 'other');
    const send = sqsOf(account).send(new SendMessageCommand({ QueueUrl: other, MessageBody: 'm' }));
    expect(await outcomeOf(send)).toMatch(/^QueueDoesNotExist/);
  });

  it('hides nothing that nobody has', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    const hide = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'none', VisibilityTimeout: 5 });
    expect(await outcomeOf(sqsOf(account).send(hide))).toMatch(/^MessageNotInflight/);
  });

  it('asks IAM first', async () => {
    const account = await anAccount({ templatePath: fannedOut({}) });
    const { credentials } = account.addUser({ name: 'bob' });
    const sqs = new SQSClient({ ...account.clientFor(credentials), maxAttempts: 1 });
    clients.push(sqs);
    expect(await outcomeOf(sqs.send(new SendMessageCommand({ QueueUrl: DEAD, MessageBody: 'm' })))).toMatch(
      /^AccessDenied/,
    );
    expect(account.deadLetters()).toEqual([]);
  });
});
