import { Topic, type TopicProps } from '../../src/foundation/topic';
import { onlyOne, resources, templateWith } from '../support/template';

const RULE = 'arn:aws:events:us-east-1:111122223333:rule/g-watch';

function aTopic(overrides: Partial<TopicProps> = {}) {
  const made: (string | undefined)[] = [];
  const template = templateWith((stack) => {
    made.push(
      new Topic(stack, 'topic', {
        name: 'g-notices',
        sender: 'g 111122223333',
        use: 'create',
        emails: [],
        ...{ accountId: '111122223333', partition: 'aws', ruleArns: [RULE] },
        ...overrides,
      }).topicArn,
    );
  });
  return { template, topicArn: made[0] };
}

const existing = 'arn:aws:sns:us-east-1:111122223333:alerts';
const subscriptionsOf = (overrides: Partial<TopicProps>) =>
  resources(aTopic(overrides).template, 'aws_sns_topic_subscription');

describe('the topic', () => {
  it('is created with a mail subscription per address', () => {
    const { template } = aTopic({ emails: ['a@example.com', 'b@example.com'] });
    expect(onlyOne(template, 'aws_sns_topic')['name']).toBe('g-notices');
    expect(onlyOne(template, 'aws_sns_topic')['display_name']).toBe('g 111122223333');
    expect(resources(template, 'aws_sns_topic_subscription')).toMatchObject([
      { protocol: 'email', endpoint: 'a@example.com' },
      { protocol: 'email', endpoint: 'b@example.com' },
    ]);
  });

  it('subscribes an address that is listed twice once', () => {
    expect(subscriptionsOf({ emails: ['a@example.com', 'a@example.com'] })).toHaveLength(1);
  });

  it('is an existing one where the settings name one', () => {
    const { template, topicArn } = aTopic({ use: existing });
    expect(topicArn).toBe(existing);
    expect(template.resource).toEqual({});
  });

  it('adds the addresses to an existing one', () => {
    expect(subscriptionsOf({ use: existing, emails: ['a@example.com'] })).toMatchObject([{ topic_arn: existing }]);
  });

  it('is absent where nobody is to be told', () => {
    const { template, topicArn } = aTopic({ use: 'none' });
    expect(topicArn).toBeUndefined();
    expect(template.resource).toEqual({});
  });

  it('is encrypted with the key of the settings only: alarms cannot use the key of SNS', () => {
    expect(onlyOne(aTopic({ kmsKeyArn: 'key' }).template, 'aws_sns_topic')['kms_master_key_id']).toBe('key');
    expect(onlyOne(aTopic().template, 'aws_sns_topic')).not.toHaveProperty('kms_master_key_id');
  });

  it('lets its account, the alarms of it and the given rules publish, and nobody else', () => {
    const { policy } = onlyOne(aTopic().template, 'aws_sns_topic_policy');
    const { Statement } = JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] };
    const account = { 'aws:SourceAccount': '111122223333' };
    expect(Statement.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      [{ AWS: 'arn:aws:iam::111122223333:root' }, undefined],
      [
        { Service: 'cloudwatch.amazonaws.com' },
        { StringEquals: account, ArnLike: { 'aws:SourceArn': ['arn:aws:cloudwatch:*:111122223333:alarm:*'] } },
      ],
      [{ Service: 'events.amazonaws.com' }, { StringEquals: account, ArnLike: { 'aws:SourceArn': [RULE] } }],
    ]);
    expect(Statement.slice(1).map(({ Action }) => Action)).toEqual(['sns:Publish', 'sns:Publish']);
  });
});
