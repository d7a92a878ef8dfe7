import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { AccountUser, EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { smallStack, type SmallStack } from './support/small-stack';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const LOGS_BODIES = 'exports.handler = async ({ Records }) => { for (const { body } of Records) console.log(body); };';
const FAILS = 'exports.handler = async () => { throw new Error("no"); };';

afterEach(stopAccounts);

const deployed = (stack: Partial<SmallStack> = {}) =>
  anAccount({ templatePath: smallStack({ code: LOGS_BODIES, ...stack }) });

function sqsOf(account: EmbeddedAccount, { credentials }: Pick<AccountUser, 'credentials'>) {
  const client = new SQSClient(account.clientFor(credentials));
  const QueueUrl = `${account.endpoint}/${account.accountId}/queue`;
  return { client, QueueUrl, DeadUrl: QueueUrl.replace(/queue$/, 'dead') };
}

/** Somebody with all rights on queues. */
const thiefIn = (account: EmbeddedAccount) =>
  sqsOf(account, account.addUser({ name: 'thief', policies: [POWER_USER] }));

/** Somebody waits for a message, which then is sent. @returns what the one who waits got */
async function stolen(account: EmbeddedAccount, body: string, more: Partial<ReceiveMessageCommandInput> = {}) {
  const { client, QueueUrl } = sqsOf(account, { credentials: account.root });
  await client.send(new ListQueuesCommand({}));
  const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, ...more }));
  // After another round trip the account has the request of the one who waits.
  await client.send(new ListQueuesCommand({}));
  account.inject(body);
  const { Messages: [message] = [] } = await waiting;
  await account.idle();
  return { ReceiptHandle: message?.ReceiptHandle ?? '', body: message?.Body };
}

describe('whoever receives from a queue that a function reads', () => {
  it('gets what it waits for before the function does, which has it once its time is over', async () => {
    const account = await deployed();
    expect(await stolen(account, 'one')).toMatchObject({ body: 'one' });
    account.clock.advance(29_000);
    await account.idle();
    expect(account.logs('worker')).toEqual([]);
    account.clock.advance(1_000);
    await account.idle();
    expect(account.logs('worker')).toEqual(['one']);
  });

  it('gets nothing where nothing is in it, after its wait as without one', async () => {
    const { client, QueueUrl } = thiefIn(await deployed());
    for (const WaitTimeSeconds of [0, 1]) {
      const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds }));
      expect(Messages).toBeUndefined();
    }
  });

  it('keeps others from it for ever by deleting it', async () => {
    const account = await deployed();
    const { client, QueueUrl } = thiefIn(account);
    const { ReceiptHandle } = await stolen(account, 'one');
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    account.clock.advance(3_600_000);
    await account.idle();
    expect(account.logs('worker')).toEqual([]);
  });

  it('deletes nothing by a handle whose time is over, nor by one that nobody has', async () => {
    const account = await deployed();
    const { client, QueueUrl } = thiefIn(account);
    const { ReceiptHandle } = await stolen(account, 'one', { VisibilityTimeout: 5 });
    account.clock.advance(5_000);
    await stolen(account, 'two', { VisibilityTimeout: 5 });
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    account.clock.advance(5_000);
    await account.idle();
    expect(account.logs('worker').toSorted()).toEqual(['one', 'two']);
    const unknown = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'made up' });
    await expect(client.send(unknown)).rejects.toThrow('The input receipt handle is invalid.');
  });

  it('hides it for as long as it chooses', async () => {
    const account = await deployed();
    const { client, QueueUrl } = thiefIn(account);
    const { ReceiptHandle } = await stolen(account, 'one');
    const hide = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    await client.send(hide);
    account.clock.advance(59_000);
    await account.idle();
    expect(account.logs('worker')).toEqual([]);
    account.clock.advance(1_000);
    await account.idle();
    expect(account.logs('worker')).toEqual(['one']);
    await expect(client.send(hide)).rejects.toThrow('nobody has received');
  });

  it('makes it a dead letter by receiving it as often as the queue hands it out', async () => {
    const account = await deployed({ maxReceiveCount: 1 });
    await stolen(account, 'one', { VisibilityTimeout: 0 });
    expect(account.logs('worker')).toEqual([]);
    expect(account.deadLetters()).toMatchObject([{ body: 'one', receiveCount: 1 }]);
  });

  it('takes dead letters as well, which come back to where they were', async () => {
    const account = await deployed({ code: FAILS });
    const { client, DeadUrl: QueueUrl } = thiefIn(account);
    account.inject('one');
    await account.idle();
    const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect((await receive()).Messages).toMatchObject([{ Body: 'one' }]);
    expect(account.deadLetters()).toEqual([]);
    account.clock.advance(30_000);
    await account.idle();
    const { Messages: [again] = [] } = await receive();
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
    account.clock.advance(30_000);
    await account.idle();
    expect(account.deadLetters()).toEqual([]);
  });

  it('loses what it has received where somebody empties the queue', async () => {
    const account = await deployed();
    const { client, QueueUrl } = thiefIn(account);
    await stolen(account, 'one');
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    account.clock.advance(3_600_000);
    await account.idle();
    expect(account.logs('worker')).toEqual([]);
  });
});

describe('the policy of a queue', () => {
  const bob = 'arn:aws:iam::111122223333:user/bob';
  const statement = (Effect: 'Allow' | 'Deny', Action: string) => ({
    ...{ Effect, Action, Principal: { AWS: bob }, Resource: '${aws_sqs_queue.queue.arn}' },
  });
  const send = async (policies: readonly string[], queueStatements: readonly object[]) => {
    const account = await deployed({ queueStatements });
    const { client, QueueUrl } = sqsOf(account, account.addUser({ name: 'bob', policies }));
    return client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' })).then(() => 'sent' as const, String);
  };

  it.each<[string, readonly string[], readonly object[], string]>([
    ['lets in whom it names, whatever else that user may do', [], [statement('Allow', 'sqs:SendMessage')], 'sent'],
    ['lets whom it names do no more than it says', [], [statement('Allow', 'sqs:ReceiveMessage')], 'not authorized'],
    ['need not name whom identity policies let in', [POWER_USER], [], 'sent'],
    [
      'keeps out whom it denies, whatever identity policies allow',
      [POWER_USER],
      [statement('Deny', 'sqs:SendMessage')],
      'explicit deny in a resource-based policy',
    ],
    ['keeps nobody from what it does not deny', [POWER_USER], [statement('Deny', 'sqs:PurgeQueue')], 'sent'],
  ])('%s', async (_, policies, statements, outcome) => {
    expect(await send(policies, statements)).toContain(outcome);
  });

  it('keeps the function from its own queue where it denies the role', async () => {
    const role = 'arn:aws:iam::111122223333:role/p/worker';
    const queueStatements = [{ ...statement('Deny', 'sqs:ReceiveMessage'), Principal: { AWS: role } }];
    await expect(deployed({ queueStatements })).rejects.toThrow('not authorized to perform: sqs:ReceiveMessage');
  });
});
