import { review } from '../../src/review/review';
import { aPlan, aResource, weakerBy } from './support/plan';

const denying = (...statements: readonly object[]) => ({ policy: JSON.stringify({ Statement: statements }) });
const deny = (more: object) => ({ Effect: 'Deny', Action: ['iam:*', 'sts:*'], Resource: '*', ...more });
const events = (pattern: object) => ({ event_pattern: JSON.stringify(pattern) });

describe('a resource that changes', () => {
  it.each([
    ['aws_iam_policy', denying(deny({})), denying(deny({ Action: ['iam:*'] })), 'it no longer denies sts:*'],
    ['aws_iam_policy', denying(deny({})), denying(), 'it no longer denies iam:*, sts:*'],
    ['aws_iam_policy', denying(deny({})), {}, 'what it denies is not known before the apply'],
    ['aws_iam_policy', denying(deny({})), denying(deny({ Effect: 'Allow' })), 'it no longer denies iam:*, sts:*'],
    [
      'aws_s3_bucket_policy',
      denying(deny({ Sid: 'One', Resource: ['a', 'b'] }), deny({ Sid: 'Two', Action: 's3:*' })),
      denying(deny({ Sid: 'Two', Action: 's3:*' }), deny({ Sid: 'One', Resource: 'a' })),
      'it no longer denies anything on b',
    ],
    [
      'aws_iam_policy',
      denying(deny({ Action: undefined, NotAction: ['iam:Get*'] })),
      denying(deny({ Action: undefined, NotAction: ['iam:Get*', 'iam:PassRole'] })),
      'it no longer denies iam:PassRole',
    ],
    [
      'aws_cloudwatch_event_rule',
      events({ source: ['aws.iam'], detail: { eventName: ['CreateUser', 'CreateRole'] } }),
      events({ source: ['aws.iam'], detail: { eventName: ['CreateUser'] } }),
      'it no longer listens for: detail.eventName "CreateRole"',
    ],
    [
      'aws_sns_topic_subscription',
      {},
      { filter_policy: '{"class":["incident"]}' },
      'it no longer tells of: only some of class',
    ],
    [
      'aws_cloudwatch_event_rule',
      { state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
      { state: 'ENABLED' },
      'calls that only read no longer reach it (ENABLED)',
    ],
    ['aws_cloudwatch_event_rule', { state: 'ENABLED' }, { state: 'DISABLED' }, 'it is disabled'],
    [
      'aws_scheduler_schedule',
      { schedule_expression: 'rate(1 day)' },
      { schedule_expression: 'rate(2 days)' },
      'it runs less often (rate(1 day) -> rate(2 days))',
    ],
    [
      'aws_cloudwatch_metric_alarm',
      { comparison_operator: 'LessThanThreshold', threshold: 1 },
      { comparison_operator: 'LessThanThreshold', threshold: 0 },
      'it alarms later (1 -> 0)',
    ],
    [
      'aws_cloudwatch_metric_alarm',
      { treat_missing_data: 'breaching' },
      { treat_missing_data: 'notBreaching' },
      'what is missing does not alarm (notBreaching)',
    ],
    [
      'aws_cloudwatch_log_group',
      { retention_in_days: 0 },
      { retention_in_days: 365 },
      'its events are gone earlier (0 -> 365)',
    ],
    [
      'aws_lambda_event_source_mapping',
      { scaling_config: [{ maximum_concurrency: 5 }] },
      { scaling_config: [{ maximum_concurrency: 2 }] },
      'fewer events are worked on at a time (5 -> 2)',
    ],
    ['aws_s3_bucket', { force_destroy: false }, { force_destroy: true }, 'it may be deleted with what it holds'],
    [
      'aws_s3_bucket_versioning',
      { versioning_configuration: [{ status: 'Enabled' }] },
      { versioning_configuration: [{ status: 'Suspended' }] },
      'what is overwritten is lost (Suspended)',
    ],
    [
      'aws_s3_bucket_public_access_block',
      { block_public_policy: true },
      { block_public_policy: false },
      'the bucket may become public (block_public_policy)',
    ],
    ['aws_iam_role', { permissions_boundary: 'arn' }, { permissions_boundary: '' }, 'no boundary holds it'],
    ['aws_sqs_queue', { redrive_policy: '{}' }, {}, 'messages on which a function failed are lost'],
    [
      'aws_s3_bucket_lifecycle_configuration',
      { rule: [{ id: 'a', expiration: [{ days: 400 }] }] },
      { rule: [{ id: 'a', expiration: [{ days: 30 }] }] },
      'what it holds is deleted earlier (400 -> 30)',
    ],
    [
      'aws_dynamodb_table',
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
      'it cannot be recovered',
    ],
  ] as const)('of the type %s: from %j to %j is weaker', (type, before, now, says) => {
    expect(weakerBy(type, before, now)).toEqual([says]);
    expect(weakerBy(type, now, before)).toEqual([]);
  });

  it('that denies by another condition may let somebody through, whichever it was', () => {
    const [one, other] = ['true', 'false'].map((secure) =>
      denying(deny({ Condition: { Bool: { 'aws:SecureTransport': secure } } })),
    );
    for (const [before = {}, now = {}] of [
      [one, other],
      [other, one],
    ])
      expect(weakerBy('aws_sqs_queue_policy', before, now)).toEqual(['it denies iam:*, sts:* by another Condition']);
  });

  it.each(['aws_sns_topic_policy', 'aws_sqs_queue_policy'])(
    'is weaker where it lets a service in no more: %s',
    (type) => {
      const letting = (...services: readonly string[]) => ({
        policy: JSON.stringify({
          Statement: services.map((Service) => ({ Effect: 'Allow', Principal: { Service }, Action: 'sns:Publish' })),
        }),
      });
      const [rules, alarms] = ['events.amazonaws.com', 'cloudwatch.amazonaws.com'];
      expect(weakerBy(type, letting(rules, alarms), letting(alarms))).toEqual([`${rules} may no longer send to it`]);
      expect(weakerBy(type, letting(alarms), letting(alarms, rules))).toEqual([]);
      expect(weakerBy(type, letting(rules), {})).toEqual([]);
    },
  );

  it.each([
    ['an action that a wider one covers', denying(deny({})), denying(deny({ Action: '*' }))],
    [
      'two statements that have become one',
      denying(deny({ Sid: 'One', Resource: 'a' }), deny({ Sid: 'Two', Resource: 'b', Action: 'iam:*' })),
      denying(deny({ Sid: 'One', Resource: ['a', 'b'] })),
    ],
    ['the order of statements', denying(deny({}), deny({ Sid: 'Two' })), denying(deny({ Sid: 'Two' }), deny({}))],
    ['what it allows', denying({ Effect: 'Allow', Action: 's3:*' }), denying({ Effect: 'Allow', Action: 'sqs:*' })],
  ])('is not weaker by %s', (_, before, now) => {
    expect(weakerBy('aws_iam_policy', before, now)).toEqual([]);
  });
});

describe('a function', () => {
  const one = 'aws_lambda_function.one';

  it.each([
    [
      { source_code_hash: 'b', last_modified: 'later' },
      { code: [one], changed: [] },
    ],
    [
      { source_code_hash: 'b', timeout: 9 },
      { code: [], changed: [`${one}: source_code_hash, timeout`] },
    ],
  ])('of which %j changes is named among those of which only the code does, or with what else does', (now, found) => {
    const plan = aPlan([
      aResource('aws_lambda_function', { source_code_hash: 'a', timeout: 3 }, { timeout: 3, ...now }),
    ]);
    expect(review(plan).resources).toMatchObject(found);
  });
});

describe('a resource that is deleted', () => {
  const alarm = { alarm_name: 'failing', comparison_operator: 'GreaterThanThreshold', threshold: 0 };
  const type = 'aws_cloudwatch_metric_alarm';

  it('is weaker, and what is lost with it is said', () => {
    const { resources } = review(aPlan([aResource(type, alarm, null)]));
    expect(resources.weaker).toEqual([{ address: `${type}.one`, says: ['it is deleted: nobody is alarmed'] }]);
  });

  it('weakens nothing where another one of its name takes its place as it was', () => {
    const moved = (now: object) => review(aPlan([aResource(type, alarm, null), aResource(type, null, now, 'two')]));
    expect(moved(alarm).weakens).toBe(false);
    expect(moved({ ...alarm, threshold: 5 }).resources.weaker).toEqual([
      { address: `${type}.one`, says: ['it alarms later (0 -> 5)'] },
    ]);
    expect(moved({ ...alarm, alarm_name: 'another' }).weakens).toBe(true);
  });

  it('and made anew loses what it holds', () => {
    const table = aResource('aws_dynamodb_table', { name: 'ledger' }, { name: 'ledger' });
    const replaced = { ...table, change: { ...table.change, actions: ['delete', 'create'] } };
    expect(review(aPlan([replaced])).resources.weaker).toEqual([
      { address: 'aws_dynamodb_table.one', says: ['it is deleted and made anew: what it holds is lost'] },
    ]);
  });
});
