import { createHmac } from 'node:crypto';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { NoticeClass } from '../../src/domain/notice/notice';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { messageOf } from '../../src/notify/message';
import { aRogue, inAccount, readTemplate, RELEASE, REVOKER, templateFor } from '../support/deployed';
import { aChannelThat, type LoopbackChannel, type Taking } from '../support/loopback-channel';
import { aNotice } from '../support/notices';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const EVERYBODY = ['email', 'security', 'bot', 'on-call', 'siem', 'chat'];

/** One channel of each kind, by every way to keep a secret. */
const SETTINGS = {
  notifications: {
    emails: ['on-call@example.com'],
    channels: [
      { name: 'security', type: 'slack', secret: { ssm: '/guardrails/slack' } },
      {
        name: 'bot',
        type: 'slack',
        slackChannel: 'C012345678',
        secret: { secretsManager: 'guardrails/bot', kmsKeyArn: KEY },
      },
      { name: 'on-call', type: 'pagerduty', secret: { ssm: '/guardrails/pagerduty', kmsKeyArn: KEY } },
      { name: 'siem', type: 'webhook', secret: { secretsManager: 'guardrails/siem' } },
      { name: 'chat', type: 'amazonQ' },
    ],
    routes: { incident: EVERYBODY, 'action-needed': EVERYBODY, digest: ['security'], heartbeat: [] },
  },
};

/** What nobody may find anywhere. */
const VALUES = {
  slack: 'https://hooks.slack.com/services/T00/B00/sEcReTwEbHoOk',
  bot: 'xoxb-sEcReT-tOkEn',
  pagerduty: '0123456789abcdef0123456789abcdef',
  url: 'https://siem.example.com/in/sEcReTpAtH',
  signingKey: 'sEcReT-sIgNiNg-kEy',
} as const;

interface Servers {
  readonly slack: LoopbackChannel;
  readonly bot: LoopbackChannel;
  readonly pagerduty: LoopbackChannel;
  readonly siem: LoopbackChannel;
}

async function withChannels(
  takings: Partial<Record<keyof Servers, readonly Taking[]>>,
  test: (account: EmbeddedAccount, servers: Servers) => Promise<void>,
): Promise<void> {
  const { slack = [], bot = [], pagerduty = [], siem = [] } = takings;
  const servers = {
    slack: await aChannelThat(slack),
    bot: await aChannelThat(bot, JSON.stringify({ ok: true, ts: '1700000000.000100' })),
    pagerduty: await aChannelThat(pagerduty, '{"status":"success"}'),
    siem: await aChannelThat(siem),
  };
  const internet = {
    'hooks.slack.com': servers.slack.origin,
    'slack.com': servers.bot.origin,
    'events.pagerduty.com': servers.pagerduty.origin,
    'siem.example.com': servers.siem.origin,
  };
  try {
    await inAccount(
      async (account) => {
        account.addResource({ service: 'kms', name: KEY.split('/')[1] ?? '', policy: LETS_THE_ACCOUNT });
        account.addParameter({ name: '/guardrails/slack', value: VALUES.slack });
        account.addParameter({ name: '/guardrails/pagerduty', value: VALUES.pagerduty, kmsKeyArn: KEY });
        account.addSecret({ name: 'guardrails/bot', value: VALUES.bot, kmsKeyArn: KEY });
        const { url, signingKey } = VALUES;
        account.addSecret({ name: 'guardrails/siem', value: JSON.stringify({ url, signingKey }) });
        await test(account, servers);
      },
      { settings: SETTINGS, internet },
    );
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

const LETS_THE_ACCOUNT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
  ],
});

const functionOf = (channel: string) => `iam-guardrails-notify-${channel}`;
const hidings = (account: EmbeddedAccount, channel: string) =>
  account.calls({ service: 'sqs', action: 'ChangeMessageVisibility', functionName: functionOf(channel) });
const refusedCalls = (account: EmbeddedAccount) =>
  account.calls().filter(({ errorCode }) => errorCode === 'AccessDenied');

/** Publishes to the topic of the deployment as its owner may. */
async function publish(account: EmbeddedAccount, input: object): Promise<void> {
  const sns = new SNSClient(account.clientFor(account.root));
  const TopicArn = 'arn:aws:sns:us-east-1:111122223333:iam-guardrails-notices';
  await sns.send(new PublishCommand({ TopicArn, Message: 'm', ...input }));
  sns.destroy();
  await account.idle();
}

/** Everything that a person with a look into the account, the state or the logs could read. */
async function everythingKept(account: EmbeddedAccount): Promise<string> {
  const channels = SETTINGS.notifications.channels.map(({ name }) => functionOf(name));
  const functions = [REVOKER, RELEASE, ...channels];
  return JSON.stringify([
    ...[readTemplate(templateFor(SETTINGS)), await account.items('iam-guardrails-ledger')],
    ...[account.calls(), account.events(), account.published(), account.deadLetters()],
    ...functions.flatMap((name) => [account.logs(name), account.payloads(name)]),
  ]);
}

const secretsIn = (text: string) => Object.values(VALUES).filter((value) => text.includes(value));

describe('the channels of a deployment', () => {
  it('are told of an incident once each, whatever goes wrong on the way, and show their secrets nowhere', async () => {
    const takings = {
      slack: [{ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }],
      bot: ['slow' as const],
      pagerduty: [{ status: 500 }, 'drop' as const],
      siem: ['drop' as const, { status: 429, headers: { 'retry-after': '90' } }],
    };
    await withChannels(takings, async (account, { slack, bot, pagerduty, siem }) => {
      await aRogue(account).iam.send(new CreateUserCommand({ UserName: 'back-door' }));
      await account.idle();

      expect(slack.accepted()).toHaveLength(1);
      expect(bot.accepted()).toMatchObject([{ channel: 'C012345678' }]);
      const dedup_key = expect.stringMatching(/^revoker\/111122223333\/AIDA\w+\/incident-000001$/) as unknown;
      expect(pagerduty.accepted()).toMatchObject([
        { event_action: 'trigger', dedup_key, routing_key: VALUES.pagerduty, payload: { severity: 'critical' } },
      ]);
      expect(siem.accepted()).toMatchObject([{ version: 1, notice: { class: 'incident', guardrail: 'revoker' } }]);
      const chats = account.published().filter(({ topicArn }) => topicArn.endsWith(':iam-guardrails-chat-chat'));
      expect(chats.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([
        { source: 'custom', metadata: { threadId: dedup_key } },
      ]);
      const mails = account.published().filter(({ recipients }) => recipients.length > 0);
      expect(mails).toMatchObject([{ message: expect.stringContaining('What happened:') as unknown }]);

      expect(account.deadLetters()).toEqual([]);
      expect(refusedCalls(account)).toEqual([]);
      const seconds = (channel: string) =>
        hidings(account, channel).map(
          ({ params }) => Reflect.get(Object(params) as object, 'VisibilityTimeout') as unknown,
        );
      expect(seconds('security')).toEqual([7, 60]);
      expect(seconds('bot')).toEqual([30]);
      expect(seconds('on-call')).toEqual([30, 60]);
      expect(seconds('siem')).toEqual([30, 90]);
      // What the channels do, no guardrail waits for.
      const ofRevoker = account.calls({ functionName: REVOKER }).map(({ service }) => service);
      expect([...new Set(ofRevoker)].sort()).toEqual(['dynamodb', 'iam', 'sns']);

      const kept = await everythingKept(account);
      expect(kept).toContain('/guardrails/slack');
      expect(secretsIn(kept)).toEqual([]);
    });
  });

  it('get no second copy of a notice, and the webhook a signature over it', async () => {
    await withChannels({}, async (account, { slack, siem }) => {
      await aRogue(account).iam.send(new CreateUserCommand({ UserName: 'back-door' }));
      await account.idle();
      const [first] = account.calls({ service: 'sns', action: 'Publish', functionName: REVOKER });
      const { Message, Subject } = publishedBy.parse(first?.params);
      await publish(account, { Message, Subject, MessageStructure: 'json', ...marked('incident', 'revoker') });
      expect(slack.accepted()).toHaveLength(1);
      expect(account.logs(functionOf('security')).join()).toContain('told-before');

      const [taken] = siem.taken;
      const signed = String(taken?.headers['x-guardrails-signature']);
      const [, at = '', signature] = /^t=(\d+),v1=(\w{64})$/.exec(signed) ?? [];
      const expected = createHmac('sha256', VALUES.signingKey)
        .update(`${at}.${taken?.body ?? ''}`)
        .digest('hex');
      expect(signature).toBe(expected);
    });
  });

  it('show an incident and its end as one thread, where a bot tells it', async () => {
    await withChannels({}, async (account, { bot, pagerduty }) => {
      const rogue = aRogue(account);
      await rogue.iam.send(new CreateUserCommand({ UserName: 'back-door' }));
      await account.idle();
      await account.invoke(RELEASE, { principal: rogue.arn });
      await account.idle();
      expect(bot.accepted()).toHaveLength(2);
      expect(bot.accepted()[0]).not.toHaveProperty('thread_ts');
      expect(bot.accepted()[1]).toMatchObject({ thread_ts: '1700000000.000100', reply_broadcast: true });
      const events = pagerduty.accepted().map((event) => z.looseObject({ dedup_key: z.string() }).parse(event));
      const [{ dedup_key: incident } = { dedup_key: '' }] = events;
      expect(events).toMatchObject([
        { event_action: 'trigger', payload: { severity: 'critical' } },
        { event_action: 'trigger', dedup_key: `${incident}/released`, payload: { severity: 'info' } },
        { event_action: 'resolve', dedup_key: incident },
      ]);
    });
  });

  it('are told of alarms, and of nothing else that the topic has', async () => {
    await withChannels({}, async (account, { slack, pagerduty }) => {
      await publish(account, { Message: JSON.stringify(ALARM) });
      await publish(account, { Message: JSON.stringify({ ...ALARM, NewStateValue: 'OK' }) });
      await publish(account, { Message: 'from somebody else' });
      expect(slack.accepted()).toHaveLength(1);
      expect(pagerduty.accepted()).toMatchObject([
        { dedup_key: 'alarm/111122223333/iam-guardrails-revoker-failing', payload: { severity: 'error' } },
      ]);
    });
  });

  it('get what their routes say', async () => {
    await withChannels({}, async (account, { slack, siem }) => {
      await publish(account, { Message: noticeOf('digest'), MessageStructure: 'json', ...marked('digest', 'revoker') });
      await publish(account, {
        Message: noticeOf('heartbeat'),
        MessageStructure: 'json',
        ...marked('heartbeat', 'revoker'),
      });
      expect(slack.accepted()).toHaveLength(1);
      expect(siem.taken).toEqual([]);
      expect(account.published().flatMap(({ recipients }) => recipients)).toEqual([]);
    });
  });

  it('leave what they will never take among the dead letters, with the reason and without the secret', async () => {
    const gone = { status: 404, body: 'no_service' };
    const redirect = { status: 302, headers: { location: 'https://elsewhere.example.com/' } };
    await withChannels({ slack: [gone], siem: [redirect] }, async (account, { slack, siem }) => {
      await publish(account, {
        Message: noticeOf('incident'),
        MessageStructure: 'json',
        ...marked('incident', 'revoker'),
      });
      expect(slack.taken).toHaveLength(1);
      expect(siem.taken).toHaveLength(1);
      const errors = account.deadLetters().map(({ attributes }) => attributes?.['error']);
      expect(errors.sort()).toEqual(['security: HTTP 404', 'siem: HTTP 302, a redirect, which is not followed']);
      expect(secretsIn(await everythingKept(account))).toEqual([]);
    });
  });

  it('are asked again by the secret of now where they refuse that of before', async () => {
    await withChannels({ slack: [{ status: 200 }, { status: 404 }] }, async (account, { slack }) => {
      const publishOnce = (thread: string) =>
        publish(account, {
          Message: noticeOf('digest', thread),
          MessageStructure: 'json',
          ...marked('digest', 'revoker'),
        });
      await publishOnce('one');
      account.addParameter({ name: '/guardrails/slack', value: `${VALUES.slack}2` });
      await publishOnce('two');
      expect(slack.taken.map(({ path }) => path.slice(-2))).toEqual(['Ok', 'Ok', 'k2']);
      expect(account.deadLetters()).toEqual([]);
    });
  });

  it('say which secret they lack, where nobody made it yet', async () => {
    await withChannels({}, async (account, { slack }) => {
      account.addParameter({ name: '/guardrails/slack', value: ' ' });
      await publish(account, { Message: noticeOf('digest'), MessageStructure: 'json', ...marked('digest', 'revoker') });
      expect(slack.taken).toEqual([]);
      expect(account.deadLetters()).toMatchObject([
        { attributes: { error: 'security: the parameter /guardrails/slack has no text' } },
      ]);
    });
  });
});

const publishedBy = z.object({ Message: z.string(), Subject: z.string() });

const marked = (of: string, guardrail: string) => ({
  MessageAttributes: {
    class: { DataType: 'String', StringValue: of },
    guardrail: { DataType: 'String', StringValue: guardrail },
  },
});

/** A notice as a function publishes it. */
const noticeOf = (of: NoticeClass, thread = 'one') =>
  messageOf({ ...aNotice(), class: of, thread }, `id-${thread}`).body;

const ALARM = {
  AlarmName: 'iam-guardrails-revoker-failing',
  AlarmDescription: 'The function failed. What to do: docs/runbook.md#revoker-failing',
  AWSAccountId: '111122223333',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold crossed',
  StateChangeTime: '2026-11-29T03:00:00.000+0000',
  Region: 'US East (N. Virginia)',
};
