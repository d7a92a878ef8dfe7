import { trailedEvents } from '../../src/settings/trail';
import { refusalOf, someSettings } from '../support/settings';

describe('the events of the created trail', () => {
  it.each([
    ['writes by default', {}, 'writes'],
    ['all where reads are judged', { revoker: { readOnlyCalls: true } }, 'all'],
    ['writes where nobody is judged', { revoker: { readOnlyCalls: true, mode: 'off' } }, 'writes'],
    ['all where the settings say so', { trail: { events: 'all' } }, 'all'],
    ['writes where the settings say so', { trail: { events: 'writes' } }, 'writes'],
  ])('are %s', (_, overrides, events) => {
    expect(trailedEvents(someSettings(overrides))).toBe(events);
  });

  it('are no writes alone where reads are judged', () => {
    const refusal = refusalOf({ trail: { events: 'writes' }, revoker: { readOnlyCalls: true } });
    for (const words of ['trail.events = "writes"', 'revoker.readOnlyCalls', 'allowed: "all"'])
      expect(refusal).toContain(words);
  });
});

describe('settings of the trail', () => {
  it('leave out only what CloudTrail lets a trail leave out', () => {
    expect(someSettings({ trail: { excludeSources: [] } }).trail.excludeSources).toEqual([]);
    const refusal = refusalOf({ trail: { excludeSources: ['iam.amazonaws.com'] } });
    expect(refusal).toContain('trail.excludeSources[0] = "iam.amazonaws.com" is not allowed');
    expect(refusal).toContain('allowed: "kms.amazonaws.com", "rdsdata.amazonaws.com"');
  });

  it.each([
    ['events', { events: 'all' }],
    ['excludeSources', { excludeSources: ['kms.amazonaws.com'] }],
    ['logGroup', { logGroup: false }],
    ['bucketKmsKeyArn', { bucketKmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k' }],
  ])('say that %s has no meaning for a trail that is there already', (key, more) => {
    expect(refusalOf({ trail: { use: 'existing', ...more } })).toContain(`so ${key} has no meaning`);
  });

  it('take a key of any Region for an existing bucket, and none for a bucket that is created', () => {
    const bucketKmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k';
    expect(someSettings({ trail: { bucket: 'central-logs', bucketKmsKeyArn } }).trail).toMatchObject({
      bucketKmsKeyArn,
    });
    expect(refusalOf({ trail: { bucketKmsKeyArn } })).toMatch(
      /trail\.bucketKmsKeyArn = .*allowed: .* with bucket, or kmsKeyArn/,
    );
  });
});

describe('keys of what others made', () => {
  const topicKmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/t';

  it('belong to a topic that others made', () => {
    const topic = 'arn:aws:sns:us-east-1:111122223333:alerts';
    expect(someSettings({ notifications: { topic, topicKmsKeyArn } }).notifications).toMatchObject({ topicKmsKeyArn });
    expect(refusalOf({ notifications: { topicKmsKeyArn } })).toMatch(
      /notifications\.topicKmsKeyArn = .*created is encrypted with kmsKeyArn; allowed/,
    );
    expect(refusalOf({ notifications: { topic: 'none', topicKmsKeyArn } })).toMatch(
      /topic "none" needs no key; allowed/,
    );
  });

  it('of exemptions are nothing without the object', () => {
    const exemptionsKmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/e';
    const audit = { exemptionsObject: 's3://lists/exempt.txt', exemptionsKmsKeyArn };
    expect(someSettings({ audit }).audit).toMatchObject(audit);
    expect(refusalOf({ audit: { exemptionsKmsKeyArn } })).toMatch(
      /audit\.exemptionsKmsKeyArn = .*allowed: exemptionsKmsKeyArn with exemptionsObject/,
    );
  });
});
