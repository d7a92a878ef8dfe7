import { counted, few, reasonOf, wouldChange } from '../../../src/guardrails/permissions-boundary/words';

const names = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);
const bound = (services: readonly string[], actions: readonly string[]) =>
  wouldChange({ kind: 'bound', reason: services.length > 0 ? 'used-some' : 'used-nothing', services, actions });

describe('wouldChange', () => {
  it.each([
    ['one service', ['s3'], [], 'boundary of 1 service (s3)'],
    [
      'services and an action',
      ['ec2', 's3', 'sqs'],
      ['iam:PassRole'],
      'boundary of 3 services (ec2, s3, sqs) and iam:PassRole',
    ],
    ['actions alone', [], ['a:B', 'c:D'], 'boundary of 2 actions (a:B, c:D)'],
    ['nothing', [], [], 'boundary that allows nothing'],
    ['ten services', names(10), [], `boundary of 10 services (${names(10).join(', ')})`],
    ['eleven services', names(11), [], `boundary of 11 services (${names(10).join(', ')} and 1 more)`],
  ])('words a boundary of %s', (_, services, actions, expected) => {
    expect(bound(services, actions)).toBe(expected);
  });

  it('has no words where nothing would change', () => {
    expect(wouldChange({ kind: 'leave', reason: 'gone' })).toBe('');
    expect(wouldChange({ kind: 'report', reason: 'group' })).toBe('');
  });
});

describe('words', () => {
  it.each([
    [reasonOf({ reason: 'gone' }), 'gone'],
    [reasonOf({ reason: 'exempt', why: 'ships releases' }), 'exempt (ships releases)'],
    [few(['a', 'b'], 2), 'a, b'],
    [few(['a', 'b', 'c'], 2), 'a, b and 1 more'],
    [counted(0, 'role'), '0 roles'],
    [counted(1, 'role'), '1 role'],
  ])('say %j', (said, expected) => {
    expect(said).toBe(expected);
  });
});
