import { ACCOUNT } from './revoker';

/** The record of a call that succeeded; override only what the test is about. */
const aRecord = {
  eventVersion: '1.09',
  eventID: '11111111-2222-4333-8444-555555555555',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  eventTime: '2026-06-01T12:00:00Z',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.17',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAROGUE000000000001',
    arn: `arn:aws:iam::${ACCOUNT}:user/rogue`,
    accountId: ACCOUNT,
    userName: 'rogue',
    accessKeyId: 'AKIAROGUE00000000001',
  },
  requestParameters: { userName: 'bob' },
  responseElements: null,
};

/** An EventBridge event of an IAM call, as the queue holds it. */
export function anEvent(detail: object = {}, envelope: object = {}): string {
  return JSON.stringify({
    version: '0',
    id: 'envelope',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: ACCOUNT,
    region: 'us-east-1',
    detail: { ...aRecord, ...detail },
    ...envelope,
  });
}
