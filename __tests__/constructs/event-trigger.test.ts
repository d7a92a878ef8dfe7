import { EventTrigger, type EventTriggerProps } from '../../src/constructs/event-trigger';
import { matching, onlyOne, resources, statementsOf, templateWith, type Template } from '../support/template';

const ruleArn = 'arn:aws:events:us-east-1:111122223333:rule/g-job';

/** Synthesises a trigger; override only what the test is about. */
function aTrigger(overrides: Partial<EventTriggerProps> = {}): Template {
  return templateWith((stack) => {
    new EventTrigger(stack, 'trigger', {
      name: 'g-job',
      description: 'Calls',
      pattern: { source: ['aws.iam'] },
      ruleArns: [ruleArn],
      functionName: 'g-job',
      timeoutSeconds: 20,
      maxConcurrency: 5,
      ...overrides,
    });
  });
}

const queueNamed = (template: Template, name: string) =>
  resources(template, 'aws_sqs_queue').find((queue) => queue['name'] === name);

describe('EventTrigger', () => {
  it('hands one event at a time to the function, as many at once as it is told', () => {
    expect(onlyOne(aTrigger(), 'aws_lambda_event_source_mapping')).toMatchObject({
      batch_size: 1,
      scaling_config: { maximum_concurrency: 5 },
    });
  });

  it('shows a message again only after six times the timeout of the function', () => {
    expect(queueNamed(aTrigger({ timeoutSeconds: 20 }), 'g-job')).toMatchObject({ visibility_timeout_seconds: 120 });
  });

  it('puts a message aside after five tries, for fourteen days', () => {
    const template = aTrigger();
    expect(JSON.parse(String(queueNamed(template, 'g-job')?.['redrive_policy']))).toEqual({
      deadLetterTargetArn: matching(/dead-letters.*\.arn\}$/),
      maxReceiveCount: 5,
    });
    expect(queueNamed(template, 'g-job-dead-letters')).toMatchObject({ message_retention_seconds: 1_209_600 });
  });

  it('puts aside as well what EventBridge could not deliver', () => {
    expect(onlyOne(aTrigger(), 'aws_cloudwatch_event_target')['dead_letter_config']).toEqual({
      arn: matching(/dead-letters/),
    });
  });

  it('takes messages from its own rule only, and over TLS only, in both queues', () => {
    const policies = resources(aTrigger(), 'aws_sqs_queue_policy');
    expect(policies).toHaveLength(2);
    for (const { policy } of policies) {
      const [allow, tls, ...others] = statementsOf(policy);
      expect(others).toEqual([]);
      expect(allow).toMatchObject({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': [ruleArn] } },
      });
      expect(tls).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  it.each([
    ['writes only', false, 'ENABLED'],
    ['reads too', true, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
  ])('listens for %s', (_, readOnlyCalls, state) => {
    const rule = onlyOne(aTrigger({ readOnlyCalls }), 'aws_cloudwatch_event_rule');
    expect(rule['state']).toBe(state);
    expect(rule).not.toHaveProperty('is_enabled');
  });

  it('makes no rule unless its preconditions hold', () => {
    const precondition = { condition: '${1 > 0}', errorMessage: 'one is no number' };
    expect(onlyOne(aTrigger({ preconditions: [precondition] }), 'aws_cloudwatch_event_rule')['lifecycle']).toEqual({
      precondition: [{ condition: '${1 > 0}', error_message: 'one is no number' }],
    });
  });

  it.each([
    ['a key of SQS', undefined, { sqs_managed_sse_enabled: true }],
    ['the key of the settings', 'key', { kms_master_key_id: 'key' }],
  ])('encrypts both queues with %s', (_, kmsKeyArn, expected) => {
    const queues = resources(aTrigger({ kmsKeyArn }), 'aws_sqs_queue');
    expect(queues).toHaveLength(2);
    for (const queue of queues) expect(queue).toMatchObject(expected);
  });
});
