import { type Deployers, tamperingPattern } from '../../../src/domain/tampering/pattern';
import { TAMPERING_GROUPS } from '../../../src/domain/tampering/watched';
import { patternOf, readPattern } from '../../../src/embedded-account/events/pattern';

const ARN = (service: string, rest: string) => `arn:aws:${service}:us-east-1:111122223333:${rest}`;
const DEPLOYER = 'arn:aws:iam::111122223333:role/deployer';
const CI = 'arn:aws:iam::111122223333:user/ci';
const KEY = '12345678-1234-1234-1234-123456789012';
const watched = {
  prefix: 'guard',
  policies: ['DenyIAMAccess'],
  restorer: 'role/guard/guard-revoker-fallback',
  keyArns: [ARN('kms', `key/${KEY}`)],
};

const byUser = (arn: string) => ({ type: 'IAMUser', arn });
const byRole = (arn: string) => ({
  ...{ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/any/session' },
  sessionContext: { sessionIssuer: { arn } },
});

/** A call as CloudTrail's event has it; override only what the test is about. */
const aCall = (service: string, eventName: string, requestParameters: object, more: object = {}) => ({
  source: `aws.${service}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: `${service}.amazonaws.com`,
    ...{ eventName, requestParameters, userIdentity: byUser('arn:aws:iam::111122223333:user/rogue') },
    ...more,
  },
});

const groupsThatSee = (event: object, deployers?: Deployers, topicArn?: string) =>
  TAMPERING_GROUPS.filter((group) =>
    patternOf(JSON.parse(JSON.stringify(tamperingPattern(group, { ...watched, topicArn }, deployers)))).matches(event),
  );

describe('a call that changes a part of the guard', () => {
  it.each<[string, string, string, object]>([
    ['triggers', 'events', 'DisableRule', { name: 'guard-revoker-look' }],
    ['triggers', 'events', 'RemoveTargets', { rule: 'guard-revoker', ids: ['queue'] }],
    ['triggers', 'cloudtrail', 'StopLogging', { name: 'guard' }],
    ['triggers', 'cloudtrail', 'StopLogging', { name: ARN('cloudtrail', 'trail/guard') }],
    ['triggers', 'cloudtrail', 'PutEventSelectors', { trailName: 'guard' }],
    ['triggers', 'scheduler', 'DeleteSchedule', { name: 'guard-permissions-boundary' }],
    ['queues', 'states', 'UpdateStateMachine', { stateMachineArn: ARN('states', 'stateMachine:guard-audit') }],
    ['functions', 'lambda', 'UpdateFunctionCode20150331v2', { functionName: 'guard-revoker' }],
    [
      'functions',
      'lambda',
      'UpdateFunctionConfiguration20150331v2',
      { functionName: ARN('lambda', 'function:guard-x') },
    ],
    ['functions', 'lambda', 'PutFunctionConcurrency20171031', { functionName: '111122223333:function:guard-revoker' }],
    ['functions', 'lambda', 'CreateEventSourceMapping20150331', { functionName: 'guard-revoker' }],
    ['functions', 'logs', 'PutRetentionPolicy', { logGroupName: '/aws/lambda/guard-revoker', retentionInDays: 1 }],
    ['triggers', 'events', 'UpdateEventBus', { name: 'default', kmsKeyIdentifier: KEY }],
    ['queues', 'sqs', 'StartMessageMoveTask', { sourceArn: ARN('sqs', 'guard-revoker') }],
    ['queues', 'sqs', 'PurgeQueue', { queueUrl: 'guard-revoker' }],
    ['policies', 'kms', 'DisableKey', { keyId: KEY }],
    ['policies', 'kms', 'ScheduleKeyDeletion', { keyId: ARN('kms', `key/${KEY}`) }],
    ['policies', 'iam', 'CreatePolicyVersion', { policyArn: 'arn:aws:iam::111122223333:policy/denyIAMaccess' }],
    ['functions', 'iam', 'PutRolePolicy', { roleName: 'guard-revoker' }],
    ['functions', 'iam', 'PutRolePolicy', { roleName: 'GUARD-Revoker' }],
    ['queues', 'sqs', 'PurgeQueue', { queueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/guard-revoker' }],
    ['records', 'dynamodb', 'DeleteTable', { tableName: 'guard-ledger' }],
    ['records', 'dynamodb', 'DeleteTable', { tableName: ARN('dynamodb', 'table/guard-ledger') }],
    ['records', 'dynamodb', 'PutResourcePolicy', { resourceArn: ARN('dynamodb', 'table/guard-ledger') }],
    ['records', 's3', 'DeleteBucketPolicy', { bucketName: 'guard-evidence-111122223333' }],
    ['alerts', 'monitoring', 'DeleteAlarms', { alarmNames: ['others', 'guard-revoker-not-running'] }],
    ['alerts', 'monitoring', 'PutMetricAlarm', { alarmName: 'guard-revoker-failing' }],
    [
      'alerts',
      'monitoring',
      'PutAlarmMuteRule',
      { name: 'quiet', muteTargets: { alarmNames: ['others', 'guard-revoker-failing'] } },
    ],
    ['alerts', 'monitoring', 'PutAlarmMuteRule', { name: 'quiet' }],
    ['policies', 'sns', 'PutDataProtectionPolicy', { resourceArn: ARN('sns', 'guard-notices') }],
    ['alerts', 'sns', 'DeleteTopic', { topicArn: ARN('sns', 'guard-notices') }],
    ['alerts', 'sns', 'Unsubscribe', { subscriptionArn: ARN('sns', 'guard-notices:1-2-3') }],
  ])('is seen among the %s: %s %s', (group, service, eventName, parameters) => {
    expect(groupsThatSee(aCall(service, eventName, parameters))).toEqual([group]);
  });

  it.each([
    ['functions', 'iam', 'PutRolePolicy'],
    ['policies', 'iam', 'CreatePolicyVersion'],
    ['triggers', 'events', 'PutTargets'],
    ['triggers', 'cloudtrail', 'PutEventSelectors'],
    ['queues', 'states', 'UpdateStateMachine'],
    ['records', 's3', 'PutBucketLifecycle'],
    ['alerts', 'sns', 'SetSubscriptionAttributes'],
    ['alerts', 'monitoring', 'PutMetricAlarm'],
    ['alerts', 'monitoring', 'DeleteAlarms'],
    ['alerts', 'access-analyzer', 'CreateArchiveRule'],
    ['triggers', 'scheduler', 'UpdateSchedule'],
  ])(
    'is seen among the %s where it was padded until CloudTrail left its parameters out: %s %s',
    (group, service, name) => {
      const { detail, ...event } = aCall(service, name, {});
      expect(groupsThatSee({ ...event, detail: { ...detail, requestParameters: undefined } })).toEqual([group]);
    },
  );

  it('is seen by what its answer names where it names no part itself', () => {
    const answered = { responseElements: { eventSourceArn: ARN('sqs', 'guard-revoker') } };
    expect(groupsThatSee(aCall('lambda', 'DeleteEventSourceMapping20150331', { uUID: 'x' }, answered))).toEqual([
      'queues',
    ]);
  });

  it('is seen from another rule where it is about the very rule that sees such calls', () => {
    expect(groupsThatSee(aCall('events', 'DisableRule', { name: 'guard-tampering-triggers' }))).toContain('records');
    expect(groupsThatSee(aCall('events', 'DisableRule', { name: 'guard-tampering-records' }))).toEqual(['triggers']);
  });

  it("is seen on somebody else's topic that the guard uses, and on no other", () => {
    const own = ARN('sns', 'on-call');
    const deleting = (topicArn: string) => groupsThatSee(aCall('sns', 'DeleteTopic', { topicArn }), undefined, own);
    expect([deleting(own), deleting(ARN('sns', 'sales'))]).toEqual([['alerts'], []]);
  });

  it.each<[string, object]>([
    ['fails', aCall('events', 'DisableRule', { name: 'guard-revoker' }, { errorCode: 'AccessDenied' })],
    ['is about something else', aCall('events', 'DisableRule', { name: 'nightly-guard-report' })],
    [
      'is about a function that has such a name within its own',
      aCall('lambda', 'DeleteFunction20150331', { functionName: 'my-guard-revoker' }),
    ],
    ['is about another bus', aCall('events', 'UpdateEventBus', { name: 'orders' })],
    ['is about another key', aCall('kms', 'DisableKey', { keyId: `9${KEY.slice(1)}` })],
    ['is about a trail of another name', aCall('cloudtrail', 'StopLogging', { name: 'guard-2' })],
    [
      'mutes alarms of others alone',
      aCall('monitoring', 'PutAlarmMuteRule', { name: 'quiet', muteTargets: { alarmNames: ['others'] } }),
    ],
    ['changes nothing', aCall('events', 'DescribeRule', { name: 'guard-revoker' })],
    ['is no call of AWS', { ...aCall('events', 'DisableRule', { name: 'guard-revoker' }), source: 'custom.events' }],
  ])('is not seen where it %s', (_, event) => {
    expect(groupsThatSee(event)).toEqual([]);
  });
});

describe('what a deployer changes', () => {
  const disabling = (userIdentity: object) =>
    groupsThatSee(aCall('events', 'DisableRule', { name: 'guard-revoker' }, { userIdentity }), [DEPLOYER, CI]);

  it.each([
    ['a session of its role', byRole(DEPLOYER)],
    ['its user', byUser(CI)],
  ])('is not seen: %s', (_, by) => {
    expect(disabling(by)).toEqual([]);
  });

  it.each([
    ['another role', byRole('arn:aws:iam::111122223333:role/deployer-2')],
    ['another user', byUser('arn:aws:iam::111122223333:user/rogue')],
    ['root', { type: 'Root', arn: 'arn:aws:iam::111122223333:root' }],
    ['a service', { type: 'AWSService', invokedBy: 'x.amazonaws.com' }],
  ])('is seen where %s does', (_, by) => {
    expect(disabling(by)).toEqual(['triggers']);
  });
});

describe('what the guard itself does to its policies', () => {
  const RESTORER = 'arn:aws:iam::111122223333:role/guard/guard-revoker-fallback';
  const policyArn = 'arn:aws:iam::111122223333:policy/DenyIAMAccess';
  const rewriting = (userIdentity: object, deployers?: Deployers) =>
    groupsThatSee(aCall('iam', 'CreatePolicyVersion', { policyArn }, { userIdentity }), deployers);

  it.each<[string, Deployers]>([
    ['are named', [DEPLOYER, CI]],
    ['are none', []],
    ['are not known', undefined],
  ])('is not seen, and what deployers do is where they are not named: where they %s', (_, deployers) => {
    expect(rewriting(byRole(RESTORER), deployers)).toEqual([]);
    expect(rewriting(byRole(DEPLOYER), deployers)).toEqual(deployers?.includes(DEPLOYER) === true ? [] : ['policies']);
    expect(rewriting(byUser(CI), deployers)).toEqual(deployers?.includes(CI) === true ? [] : ['policies']);
    expect(rewriting(byRole(`${RESTORER}-2`), deployers)).toEqual(['policies']);
  });

  it('is seen where it is anything else', () => {
    const by = { userIdentity: byRole(RESTORER) };
    expect(groupsThatSee(aCall('events', 'DisableRule', { name: 'guard-revoker' }, by))).toEqual(['triggers']);
  });
});

describe('where nobody has named the deployers', () => {
  const PROVIDER = 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/6.0.0';
  const disabling = (more: object, deployers?: Deployers) =>
    groupsThatSee(aCall('events', 'DisableRule', { name: 'guard-revoker' }, more), deployers);

  it.each([PROVIDER, `[${PROVIDER}]`])('what says that it is Terraform is not seen: %s', (userAgent) => {
    expect(disabling({ userAgent })).toEqual([]);
  });

  it.each([['aws-cli/2.17'], ['terraform'], [undefined]])('another agent is seen: %s', (userAgent) => {
    expect(disabling({ userAgent })).toEqual(['triggers']);
  });

  it.each<[string, Deployers]>([
    ['none', []],
    ['another', [DEPLOYER]],
  ])('and what says so is seen where %s is named', (_, deployers) => {
    expect(disabling({ userAgent: PROVIDER }, deployers)).toEqual(['triggers']);
  });
});

describe('every pattern', () => {
  it('is one that EventBridge takes, with a prefix and roles as long as they may be', () => {
    const prefix = `a${'b'.repeat(28)}c`;
    const topicArn = ARN('sns', 't'.repeat(64));
    const deployers = [1, 2, 3].map((number) => `arn:aws:iam::111122223333:role/${'r'.repeat(63)}${number}`);
    const policies = ['d'.repeat(128), `${prefix}-deny-iam-boundary`, 'b'.repeat(128)];
    const restorer = `role/${prefix}/${prefix}-revoker-fallback`;
    const keyArns = [1, 2, 3].map((number) => ARN('kms', `key/${number}${KEY.slice(1)}`));
    for (const group of TAMPERING_GROUPS) {
      const text = JSON.stringify(
        tamperingPattern(group, { prefix, topicArn, policies, restorer, keyArns }, deployers),
      );
      expect(readPattern(text).wanted).toEqual(JSON.parse(text));
    }
  });
});
