import { Channels, type ChannelsProps } from '../../../src/notify/deploy/construct';
import { namesOf } from '../../../src/foundation/names';
import { onlyOne, resources, statementsOf, templateWith, type Template } from '../../support/template';

// Functions are bundled: seconds on a busy machine.
jest.setTimeout(120_000);

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:g-notices`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const SECRET_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/99999999-2222-3333-4444-555555555555`;

/** The channels of a deployment `g` on their own. */
function channelsWith(overrides: Partial<ChannelsProps>): Template {
  const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId: ACCOUNT, prefix: 'g' });
  return templateWith((stack) => {
    new Channels(stack, 'channels', {
      ...{ prefix: 'g', names, accountId: ACCOUNT, ledgerTable: 'g-ledger', runbook: 'docs/runbook.md' },
      ...{ logRetentionDays: 30, topicArn: TOPIC, guardrails: ['one', 'two'], routes: {}, channels: [] },
      ...overrides,
    });
  });
}

const SLACK = { name: 'security', type: 'slack', secret: { ssm: '/guardrails/slack' } } as const;
const slack = channelsWith({ channels: [SLACK], routes: { incident: ['security'] } });
const statements = (template: Template) => statementsOf(onlyOne(template, 'aws_iam_role_policy')['policy']);
const statement = (template: Template, sid: string) => statements(template).find(({ Sid }) => Sid === sid);
const queueNamed = (template: Template, name: string) =>
  resources(template, 'aws_sqs_queue').find((one) => one['name'] === name);

describe('the function of a channel', () => {
  const itself = {
    ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${ACCOUNT}:function:g-notify-security` },
  };
  const queue = `arn:aws:sqs:us-east-1:${ACCOUNT}:g-notify-security`;

  it('may do these things to these resources, and nothing else', () => {
    const [, ...beyondLogs] = statements(slack);
    expect(beyondLogs).toEqual([
      {
        ...{ Sid: 'ReadQueue', Effect: 'Allow', Resource: [queue] },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      },
      {
        ...{ Sid: 'HideMessages', Effect: 'Allow', Resource: [queue], Condition: itself },
        Action: ['sqs:ChangeMessageVisibility'],
      },
      {
        ...{ Sid: 'BuryMessages', Effect: 'Allow', Resource: [`${queue}-dead-letters`], Condition: itself },
        Action: ['sqs:SendMessage'],
      },
      {
        ...{ Sid: 'OwnEntries', Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
        Resource: [`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/g-ledger`],
        Condition: {
          ...itself,
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${ACCOUNT}#notice/*`, `${ACCOUNT}#thread/*`] },
        },
      },
      {
        ...{ Sid: 'ReadSecret', Effect: 'Allow', Action: ['ssm:GetParameter'], Condition: itself },
        Resource: [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/guardrails/slack`],
      },
    ]);
  });

  it('reads its secret by name from Secrets Manager, and decrypts that alone with its key', () => {
    const secret = { secretsManager: 'guardrails/slack', kmsKeyArn: SECRET_KEY };
    const template = channelsWith({ channels: [{ ...SLACK, secret }], routes: { incident: ['security'] } });
    const arn = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:guardrails/slack-??????`;
    expect(statement(template, 'ReadSecret')).toMatchObject({
      Action: ['secretsmanager:GetSecretValue'],
      Resource: [arn],
    });
    expect(statement(template, 'DecryptSecret')).toMatchObject({
      ...{ Action: ['kms:Decrypt'], Resource: [SECRET_KEY] },
      Condition: {
        ...itself,
        StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' },
        StringLike: { 'kms:EncryptionContext:SecretARN': arn },
      },
    });
    expect(statement(slack, 'DecryptSecret')).toBeUndefined();
  });

  it('is fed in batches, says which messages failed, and runs twice at the same time at most', () => {
    expect(onlyOne(slack, 'aws_lambda_event_source_mapping')).toMatchObject({
      ...{ batch_size: 10, function_response_types: ['ReportBatchItemFailures'] },
      scaling_config: { maximum_concurrency: 2 },
    });
    expect(onlyOne(slack, 'aws_lambda_function')).toMatchObject({ timeout: 30 });
    expect(queueNamed(slack, 'g-notify-security')).toMatchObject({ visibility_timeout_seconds: 180 });
  });
});

describe('the queue of a channel', () => {
  it('lets the topic in and nothing else, and so does that of its dead letters', () => {
    const policies = resources(slack, 'aws_sqs_queue_policy').map(({ policy }) => statementsOf(policy)[0]);
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(policy).toMatchObject({
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': [TOPIC] } },
      });
    }
  });

  it('is encrypted with the key of the settings, where they name one', () => {
    const template = channelsWith({ channels: [SLACK], routes: { incident: ['security'] }, kmsKeyArn: KEY });
    expect(resources(template, 'aws_sqs_queue')).toMatchObject([
      { kms_master_key_id: KEY },
      { kms_master_key_id: KEY },
    ]);
    expect(statement(template, 'Key')).toMatchObject({ Resource: [KEY] });
  });

  it('gets what its routes say, and its dead letters what SNS cannot deliver', () => {
    expect(onlyOne(slack, 'aws_sns_topic_subscription')).toMatchObject({
      ...{ protocol: 'sqs', topic_arn: TOPIC, filter_policy: JSON.stringify({ class: ['incident'] }) },
      redrive_policy: expect.stringContaining('deadLetterTargetArn') as unknown,
    });
  });

  it('is watched: what was not told, what waits, and a function that fails', () => {
    const alarms = resources(slack, 'aws_cloudwatch_metric_alarm');
    expect(alarms.map((one) => one['alarm_name']).sort()).toEqual([
      'g-notify-security-dead-letters',
      'g-notify-security-failing',
      'g-notify-security-late',
    ]);
    for (const alarm of alarms) expect(alarm).toMatchObject({ alarm_actions: [TOPIC] });
    const articles = alarms.map((one) => String(one['alarm_description']).split('#')[1]);
    expect(articles.sort()).toEqual(['channel-dead-letters', 'channel-failing', 'channel-late']);
  });
});

describe('a channel of Amazon Q Developer', () => {
  const template = channelsWith({ channels: [{ name: 'chat', type: 'amazonQ' }], routes: { digest: ['chat'] } });

  it('has a topic of its own, which its function alone publishes to', () => {
    const arn = `arn:aws:sns:us-east-1:${ACCOUNT}:g-chat-chat`;
    expect(onlyOne(template, 'aws_sns_topic')).toMatchObject({ name: 'g-chat-chat' });
    expect(statement(template, 'TellChat')).toMatchObject({ Action: ['sns:Publish'], Resource: [arn] });
    expect(onlyOne(template, 'aws_lambda_function')).toMatchObject({
      environment: { variables: { CHAT_TOPIC_ARN: arn } },
    });
  });

  it('reads no secret', () => {
    expect(statement(template, 'ReadSecret')).toBeUndefined();
    expect(statement(slack, 'TellChat')).toBeUndefined();
  });
});

describe('a channel of more addresses', () => {
  it('is nothing but subscriptions, with its filter', () => {
    const channels = [{ name: 'audit', type: 'email', addresses: ['a@example.com', 'b@example.com'] } as const];
    const template = channelsWith({ channels, routes: { guardrails: { two: { digest: ['audit'] } } } });
    const filter_policy = JSON.stringify({ guardrail: ['two'], class: ['digest'] });
    expect(resources(template, 'aws_sns_topic_subscription')).toMatchObject([
      { protocol: 'email', endpoint: 'a@example.com', filter_policy },
      { protocol: 'email', endpoint: 'b@example.com', filter_policy },
    ]);
    expect(Object.keys(template.resource)).toEqual(['aws_sns_topic_subscription']);
  });
});
