import { isWithin, letsThrough, reachOf, servicesBeyond, type Reach } from '../../../src/domain/boundary/reach';
import type { Statement } from '../../../src/domain/policy/policy-document';

const allow = (...Action: string[]): Statement => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (...Action: string[]): Statement => ({ Effect: 'Deny', Action, Resource: '*' });

function reach(...Statement: readonly Statement[]): Reach {
  const found = reachOf({ Version: '2012-10-17', Statement });
  if (found === undefined) throw new Error('the project writes no such boundary');
  return found;
}

describe('services that are let through whole', () => {
  it.each<[string, Reach, readonly string[]]>([
    ['are those that are named whole', reach(allow('s3:*', 'sqs:SendMessage')), ['s3']],
    ['are not those that are denied whole', reach(allow('s3:*', 'sqs:*'), deny('sqs:*')), ['s3']],
    ['are those of which an action alone is denied', reach(allow('s3:*'), deny('s3:PutObject')), ['s3']],
    ['are written small, however the policy writes them', reach(allow('S3:*', 'SQS:*'), deny('Sqs:*')), ['s3']],
    ['are none where nothing is allowed', reach(deny('s3:*')), []],
  ])('%s', (_, { services }, expected) => {
    expect([...services]).toEqual(expected);
  });

  it('are all that this version knows, and those named beside them, where everything is allowed', () => {
    const { services } = reach(allow('*'), allow('brand-new:*'), deny('sqs:*'));
    const asked = ['s3', 'ec2', 'brand-new', 'sqs', '*'].map((service) => services.has(service));
    expect(asked).toEqual([true, true, true, false, false]);
  });

  it('are not all where an action of all is allowed', () => {
    expect([...reach(allow('*:Describe*', 's3:*')).services]).toEqual(['s3']);
  });
});

describe('letting a service through', () => {
  it.each<[boolean, string, Reach]>([
    [true, 'one that nobody knows, where everything is allowed', reach(allow('*'))],
    [false, 'one that is denied beside everything', reach(allow('*'), deny('Brand-New:*'))],
    [true, 'one that is named', reach(allow('Brand-New:*'))],
    [false, 'one of which an action alone is allowed', reach(allow('brand-new:Get*'))],
    [false, 'one that is not named', reach(allow('s3:*'))],
  ])('is %s for %s', (expected, _, one) => {
    expect(letsThrough(one, 'brand-new')).toBe(expected);
  });
});

describe('comparing what boundaries let through', () => {
  const narrow: Statement = { Effect: 'Deny', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/x' };

  it.each<[boolean, string, Reach, Reach]>([
    [true, 'the same', reach(allow('s3:*'), narrow), reach(allow('s3:*'), narrow)],
    [true, 'an action of a service that is allowed', reach(allow('s3:Get*')), reach(allow('S3:*'))],
    [true, 'anything, where everything is allowed', reach(allow('brand-new:*')), reach(allow('*'))],
    [false, 'a service more', reach(allow('s3:*', 'sqs:*')), reach(allow('s3:*'))],
    [false, 'what is denied', reach(allow('sqs:*')), reach(allow('*'), deny('SQS:*'))],
    [true, 'what is denied by both', reach(allow('*'), deny('sqs:*')), reach(allow('*'), deny('SQS:Send*'))],
    [true, 'what no deny meets', reach(allow('s3:*')), reach(allow('*'), deny('sqs:*'))],
    [false, 'what is denied on some resource', reach(allow('s3:*')), reach(allow('s3:*'), narrow)],
  ])('says %s of %s', (expected, _, inner, outer) => {
    expect(isWithin(inner, outer)).toBe(expected);
  });

  const allBut = (...NotAction: string[]): Statement => ({
    Sid: 'Everything',
    Effect: 'Allow',
    NotAction,
    Resource: '*',
  });
  const own: Statement = { Sid: 'OwnCredentials', Effect: 'Allow', Action: ['iam:GetUser'], Resource: 'arn:own' };

  it.each<[boolean, string, Reach, Reach]>([
    [true, 'all but more than that', reach(allBut('iam:*', 's3:*')), reach(allBut('IAM:*'))],
    [false, 'all but less than that', reach(allBut('iam:*')), reach(allBut('iam:*', 's3:*'))],
    [
      true,
      'all but less, where the rest is denied',
      reach(allBut('iam:*'), deny('s3:*')),
      reach(allBut('iam:*', 's3:*')),
    ],
    [
      true,
      'all but less, where the rest is allowed beside it',
      reach(allow('*')),
      reach(allBut('iam:*'), allow('iam:*')),
    ],
    [
      false,
      'all, where an action of what is left out is allowed',
      reach(allow('*')),
      reach(allBut('iam:*'), allow('iam:Get*')),
    ],
    [true, 'a service that is not left out', reach(allow('s3:*')), reach(allBut('iam:*'))],
    [false, 'an action of what is left out', reach(allow('iam:Get*')), reach(allBut('iam:*'))],
    [false, 'all but some, where some is all', reach(allBut('iam:*')), reach(allow('s3:*'))],
    [true, 'the same on own resources', reach(own), reach(own, allow('s3:*'))],
    [true, 'what is allowed on everything', reach(own), reach(allow('iam:*'))],
    [false, 'what is not allowed on own resources', reach(own), reach(allow('s3:*'))],
    [false, 'what is allowed on own resources alone', reach(allow('iam:GetUser')), reach(own)],
    [false, 'what is allowed on own resources, and denied', reach(own), reach(own, deny('iam:*'))],
  ])('says %s of %s', (expected, _, inner, outer) => {
    expect(isWithin(inner, outer)).toBe(expected);
  });

  it('tells which services are let through whole where all but some are', () => {
    const { services } = reach(allBut('iam:*', 'sqs:*'), allow('sqs:*'), deny('sns:*'));
    expect(['s3', 'iam', 'sqs', 'sns'].filter((service) => services.has(service))).toEqual(['s3', 'sqs']);
    expect(letsThrough(reach(allBut('iam:*')), 'iam')).toBe(false);
  });

  it('names the services beyond in the order of the alphabet', () => {
    expect(servicesBeyond(reach(allow('s3:*')), reach(allow('sqs:*', 'ec2:*', 's3:*')))).toEqual(['ec2', 'sqs']);
  });

  it.each<[string, Statement]>([
    ['on a condition', { ...allow('s3:*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['on some resource', { ...allow('s3:*'), Resource: 'arn:aws:s3:::logs/*' }],
    ['all actions but some', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
  ])('knows nothing of a document that allows %s', (_, statement) => {
    expect(reachOf({ Version: '2012-10-17', Statement: [allow('sqs:*'), statement] })).toBeUndefined();
  });
});
