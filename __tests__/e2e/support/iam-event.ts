import { someIds } from '../../support/seed';
import type { Person } from './people';

/** What CloudTrail records of somebody who tries to make a user; override only what the test is about. */
export function createUserCall(caller: Person, overrides: object = {}): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: caller.id,
      arn: caller.arn,
      accountId: caller.arn.split(':')[4],
      accessKeyId: caller.keys.accessKeyId,
      userName: caller.name,
    },
    eventTime: new Date().toISOString(),
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.10',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: { userName: 'accomplice' },
    responseElements: null,
    errorCode: 'AccessDenied',
    eventID: someIds.uuid('event', caller.arn),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.arn.split(':')[4],
    eventCategory: 'Management',
    ...overrides,
  };
}
