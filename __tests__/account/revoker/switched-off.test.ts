import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import {
  DeleteMessageCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { IAM_FULL_ACCESS, inAccount, LOOK_RULE, subjects, fire, pass, isDenied } from '../../support/deployed';

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const RULE = 'iam-guardrails-revoker';
const QUEUE = 'iam-guardrails-revoker';
const NEVER_CAME = 'ACTION NEEDED: 1 IAM call never reached the revoker';

const eventsOf = (account: EmbeddedAccount, by: Credentials) => new EventBridgeClient(account.clientFor(by));
const sqsOf = (account: EmbeddedAccount, by: Credentials) => new SQSClient(account.clientFor(by));
const urlOf = (account: EmbeddedAccount, name: string) => `${account.endpoint}/${account.accountId}/${name}`;
const trailed = (account: EmbeddedAccount, source: string) =>
  account.events().flatMap(({ detail }) => (detail.eventSource === source ? [detail] : []));

/** Somebody with all rights but those of an admin group. */
const powerUser = (account: EmbeddedAccount) =>
  account.addUser({ name: 'rogue', policies: [IAM_FULL_ACCESS, POWER_USER] });

describe('an attacker who makes the guard deaf', () => {
  it.each<[string, (client: EventBridgeClient) => Promise<unknown>]>([
    ['disables its rule', (client) => client.send(new DisableRuleCommand({ Name: RULE }))],
    [
      'gives its rule another pattern',
      (client) => client.send(new PutRuleCommand({ Name: RULE, EventPattern: '{"source":["aws.nothing"]}' })),
    ],
    [
      'takes the targets off its rule, and deletes it',
      async (client) => {
        const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: RULE }));
        await expect(client.send(new DeleteRuleCommand({ Name: RULE }))).rejects.toThrow('since it has targets');
        await client.send(new RemoveTargetsCommand({ Rule: RULE, Ids: Targets.map(({ Id }) => Id ?? '') }));
        await client.send(new DeleteRuleCommand({ Name: RULE }));
      },
    ],
  ])('and %s is denied within half an hour, and told', (_, deafen) =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      account.clock.advance(60_000);
      const rogue = powerUser(account);
      await deafen(eventsOf(account, rogue.credentials));
      await iamOf(account, rogue.credentials).send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      expect(isDenied(account, rogue)).toBe(false);
      await pass(account, 31);
      expect(isDenied(account, rogue)).toBe(true);
      expect(subjects(account)).toContain(NEVER_CAME);
      expect(trailed(account, 'events.amazonaws.com').map(({ eventName }) => eventName)).not.toEqual([]);
    }),
  );

  it('has to have the rights for it', () =>
    inAccount(async (account) => {
      const nobody = account.addUser({ name: 'nobody' });
      const client = eventsOf(account, nobody.credentials);
      await expect(client.send(new DisableRuleCommand({ Name: RULE }))).rejects.toThrow('not authorized');
      const queue = sqsOf(account, nobody.credentials);
      const QueueUrl = urlOf(account, QUEUE);
      await expect(queue.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toThrow(
        'not authorized',
      );
      await expect(queue.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow('not authorized');
      expect(trailed(account, 'events.amazonaws.com')).toMatchObject([{ errorCode: 'AccessDenied' }]);
    }));
});

describe('an attacker who may send to the queue of the guard', () => {
  it('has its text thrown into the dead letters, which it may empty once a minute', () =>
    inAccount(async (account) => {
      const rogue = powerUser(account);
      const client = sqsOf(account, rogue.credentials);
      await client.send(new SendMessageCommand({ QueueUrl: urlOf(account, QUEUE), MessageBody: 'no event' }));
      await account.idle();
      expect(account.deadLetters().map(({ body }) => body)).toEqual(['no event']);
      const purge = new PurgeQueueCommand({ QueueUrl: urlOf(account, `${QUEUE}-dead-letters`) });
      await client.send(purge);
      expect(account.deadLetters()).toEqual([]);
      await expect(client.send(purge)).rejects.toThrow('Only one PurgeQueue operation');
      // Who sends is in no record; who empties is.
      expect(trailed(account, 'sqs.amazonaws.com').map(({ eventName }) => eventName)).toEqual([
        'PurgeQueue',
        'PurgeQueue',
      ]);
    }));
});

describe('an attacker who takes its event from the queue of the guard', () => {
  /** The attacker waits at the queue, calls IAM, and gets the event before the function does. */
  async function stealing(account: EmbeddedAccount) {
    await fire(account, LOOK_RULE);
    account.clock.advance(60_000);
    const rogue = powerUser(account);
    const client = sqsOf(account, rogue.credentials);
    const QueueUrl = urlOf(account, QUEUE);
    account.holdEvents();
    await iamOf(account, rogue.credentials).send(new CreateUserCommand({ UserName: 'eve' }));
    await client.send(new ListQueuesCommand({}));
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    // After another round trip the account knows that somebody waits.
    await client.send(new ListQueuesCommand({}));
    account.releaseEvents();
    const { Messages: [taken] = [] } = await waiting;
    await account.idle();
    expect(taken?.Body).toContain('"eventName":"CreateUser"');
    expect(isDenied(account, rogue)).toBe(false);
    return { rogue, client, receipt: { QueueUrl, ReceiptHandle: taken?.ReceiptHandle } };
  }

  it('and deletes it is denied within half an hour, and told', () =>
    inAccount(async (account) => {
      const { rogue, client, receipt } = await stealing(account);
      await client.send(new DeleteMessageCommand(receipt));
      await pass(account, 31);
      expect(isDenied(account, rogue)).toBe(true);
      expect(subjects(account)).toContain(NEVER_CAME);
    }));

  it('and leaves it is denied as soon as it is shown again', () =>
    inAccount(async (account) => {
      const { rogue } = await stealing(account);
      // Six times the function's half a minute.
      account.clock.advance(180_000);
      await account.idle();
      expect(isDenied(account, rogue)).toBe(true);
    }));
});

describe('an attacker who leaves by a role', () => {
  const trusting = (AWS: string) => ({
    trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }] },
  });
  const assume = (account: EmbeddedAccount, by: Credentials, RoleArn: string) =>
    new STSClient(account.clientFor(by)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'out' }));

  it('gets a session where the role trusts it, by name, or by the account and its own rights', () =>
    inAccount(async (account) => {
      const rogue = powerUser(account);
      const nobody = account.addUser({ name: 'nobody' });
      const { arn: byName } = account.addRole({
        name: 'by-name',
        ...trusting(`arn:aws:iam::${account.accountId}:user/nobody`),
      });
      const { arn: byAccount } = account.addRole({ name: 'by-account', ...trusting(account.accountId) });
      const { AssumedRoleUser } = await assume(account, nobody.credentials, byName);
      expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account.accountId}:assumed-role/by-name/out`);
      await expect(assume(account, nobody.credentials, byAccount)).rejects.toThrow('not authorized');
      await expect(assume(account, rogue.credentials, byName)).rejects.toThrow('not authorized');
      await expect(assume(account, account.root, byAccount)).rejects.toThrow('root accounts');
      expect((await assume(account, rogue.credentials, byAccount)).Credentials?.SessionToken).toBeDefined();
    }));

  it('is recorded as the one that left, and what it calls then as calls of the role', () =>
    inAccount(async (account) => {
      await fire(account, LOOK_RULE);
      const rogue = powerUser(account);
      const { arn } = account.addRole({ name: 'way-out', policies: [IAM_FULL_ACCESS], ...trusting(account.accountId) });
      const { Credentials: keys } = await assume(account, rogue.credentials, arn);
      const session = iamOf(account, {
        accessKeyId: keys?.AccessKeyId ?? '',
        secretAccessKey: keys?.SecretAccessKey ?? '',
        sessionToken: keys?.SessionToken ?? '',
      });
      await session.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      const record = trailed(account, 'sts.amazonaws.com');
      expect(record).toMatchObject([{ eventName: 'AssumeRole', userIdentity: { userName: 'rogue' } }]);
      expect(JSON.stringify(record)).not.toContain(keys?.SecretAccessKey);
      const made = trailed(account, 'iam.amazonaws.com').filter(({ eventName }) => eventName === 'CreateUser');
      expect(made).toMatchObject([
        { userIdentity: { type: 'AssumedRole', arn: expect.stringContaining('way-out/out') as string } },
      ]);
    }));
});
