import { weakerBy } from './support/plan';

describe('a resource with several conditions', () => {
  const matching = (detail: object) => ({ event_pattern: JSON.stringify({ detail }) });
  const users = { userIdentity: { type: ['IAMUser'] } };
  const either = { $or: [users, { eventName: ['AddUserToGroup'], userIdentity: { type: ['AssumedRole'] } }] };

  it.each<readonly [string, object, object, readonly string[]]>([
    ['one alternative more', users, either, []],
    ['one alternative less', either, users, ['it no longer listens for: detail.userIdentity.type "AssumedRole"']],
    [
      'an alternative that says less',
      { $or: [{ a: [1, 2] }, { b: [1] }] },
      { $or: [{ a: [1] }, { b: [1] }] },
      ['it no longer listens for: detail.a 2'],
    ],
  ])('is judged, as a rule of EventBridge, by each alternative of its pattern: %s', (_, before, now, says) => {
    const found = weakerBy('aws_cloudwatch_event_rule', matching(before), matching(now));
    expect(found).toEqual(says);
  });

  it.each([
    ['fewer sources excluded', { not_equals: ['kms', 'rds'] }, { not_equals: ['kms'] }],
    ['more sources', { equals: ['iam'] }, { equals: ['iam', 'sts'] }],
    ['one more condition left out', { equals: ['iam'] }, undefined],
  ])('logs less, as a trail, only the other way round: %s', (_, narrow, wide) => {
    const selecting = (condition: object | undefined) => ({
      advanced_event_selector: [
        { name: 'Events', field_selector: condition === undefined ? [] : [{ field: 'eventSource', ...condition }] },
      ],
    });
    expect(weakerBy('aws_cloudtrail', selecting(narrow), selecting(wide))).toEqual([]);
    expect(weakerBy('aws_cloudtrail', selecting(wide), selecting(narrow))).toEqual(['it no longer logs all of Events']);
  });

  it.each([
    ['accounts/', ['it deletes by another rule: new']],
    ['other/', []],
  ])('deletes earlier, as a lifecycle, by another rule for what is there: %s', (prefix, says) => {
    const rule = (id: string, of: string, days: number) => ({ id, filter: [{ prefix: of }], expiration: [{ days }] });
    const [had, made] = [rule('old', 'accounts/runs/', 400), rule('new', prefix, 1)];
    expect(weakerBy('aws_s3_bucket_lifecycle_configuration', { rule: [had] }, { rule: [had, made] })).toEqual(says);
  });
});
