import { counted, few, reasonOf } from '../../../../src/domain/notice/lists';
import { placeIn, takes, wouldChange } from '../../../../src/guardrails/permissions-boundary/report/words';
import { ACCOUNT, aRow } from '../../../support/permissions-boundary';

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
    ['nothing', [], [], 'boundary of nothing but what every boundary lets through'],
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

describe('takes', () => {
  const decision = { kind: 'bound', reason: 'used-some', services: ['s3', 'sns'], actions: ['iam:PassRole'] } as const;
  const row = aRow({ decision, unusedServices: ['dynamodb', 'iam', 'sns', 'ssm'] });

  it('names what is granted and not used, without what is allowed all the same', () => {
    expect(takes(row, 'allowUsed')).toBe('takes away dynamodb, iam, ssm');
    expect(takes({ ...row, boundary: { kind: 'done', widened: ['ssm'] } }, 'allowUsed')).toBe(
      'takes away dynamodb, iam',
    );
    expect(takes({ ...row, unusedServices: names(7) }, 'allowUsed')).toBe('takes away s0, s1, s2, s4, s5 and 1 more');
  });

  it('leaves out what a resource policy keeps', () => {
    const keptByResourcePolicy = [{ service: 'iam', by: ['arn:x'], resources: 1 }];
    expect(takes({ ...row, keptByResourcePolicy }, 'allowUsed')).toBe('takes away dynamodb, ssm');
  });

  it('leaves out what is always allowed whole, and counts what is allowed in part', () => {
    const always = ['ssm:*', 'dynamodb:Get*'];
    expect(takes(row, 'allowUsed', always)).toBe('takes away dynamodb, iam');
  });

  it('counts by what is meant where the names of what is unused found no room', () => {
    expect(takes({ ...row, boundary: { kind: 'done', style: 'allowUsed' } }, 'denyUnused')).toBe(
      'takes away dynamodb, iam, ssm',
    );
  });

  it('leaves out what a boundary that denies does not deny', () => {
    expect(takes({ ...row, unknownServices: ['ssm'] }, 'denyUnused')).toBe('takes away dynamodb');
    const nothing = { ...decision, services: [] };
    expect(takes({ ...row, decision: nothing }, 'denyUnused')).toBe('takes away dynamodb, iam, sns, ssm');
  });

  it('says nothing where nothing is taken, or another boundary stood before', () => {
    expect(takes({ ...row, unusedServices: ['sns'] }, 'allowUsed')).toBe('');
    expect(takes({ ...row, boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/x` }, 'allowUsed')).toBe('');
    expect(takes({ ...row, boundary: { kind: 'done', before: 'arn:x' } }, 'allowUsed')).toBe('');
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
    [placeIn('arn:aws:sqs:eu-west-1:111122223333:*'), 'sqs in eu-west-1'],
    [placeIn('arn:aws:s3:::*'), 's3'],
    [placeIn('arn:aws:s3:::bucket'), 'arn:aws:s3:::bucket'],
  ])('say %j', (said, expected) => {
    expect(said).toBe(expected);
  });
});
