import type { AnalyzedAccess, Analyzer, UnusedAccess } from '../../../src/domain/unused-access/finding';
import { analysisRemarks, findingInWords } from '../../../src/domain/unused-access/words';

const anAnalyzer = (more: Partial<Analyzer> = {}): Analyzer => ({
  ...{ arn: 'arn:aws:access-analyzer:us-east-1:111122223333:analyzer/a', name: 'a' },
  ...{ of: 'account', status: 'ACTIVE', ...more },
});

const remarksOn = (found: AnalyzedAccess) => analysisRemarks(found, 'Make one.');

describe('how complete the findings of Access Analyzer are', () => {
  it('takes no word where an analyzer analyzes and all could be read', () => {
    expect(remarksOn({ analyzers: [anAnalyzer()], findings: [], unread: [] })).toEqual([]);
  });

  it('takes one line where there is no analyzer', () => {
    expect(remarksOn({ analyzers: [], findings: [], unread: [] })).toEqual([
      'No analyzer of IAM Access Analyzer looks for unused access here, so the report goes by the facts of IAM alone. Make one.',
    ]);
  });

  it('is not said as "none" where nobody may list them', () => {
    const unread = [{ what: 'the analyzers in us-east-1', why: 'AccessDeniedException: no' }];
    expect(remarksOn({ analyzers: [], findings: [], unread })).toEqual([
      'Access Analyzer: the analyzers in us-east-1 could not be read (AccessDeniedException: no).',
    ]);
  });

  it('names an analyzer that does not analyze', () => {
    const [remark] = remarksOn({ analyzers: [anAnalyzer({ status: 'DISABLED' })], findings: [], unread: [] });
    expect(remark).toMatch(/analyzer\/a is DISABLED/);
  });
});

describe('a finding in words', () => {
  const finding = (more: Partial<UnusedAccess>) =>
    findingInWords({ ...{ arn: 'arn:ada', kind: 'role', id: 'f', analyzerArn: 'arn:a', afterDays: 90 }, ...more });
  const services = (...names: readonly string[]): Partial<UnusedAccess> => ({
    kind: 'permissions',
    details: { of: 'permissions', services: names.map((service) => ({ service })) },
  });

  it.each<[string, Partial<UnusedAccess>, string]>([
    ['a role', {}, 'the role, unused for 90 days or more'],
    ['a password', { kind: 'password' }, 'the password, unused for 90 days or more'],
    [
      'a key by its id',
      { kind: 'access-key', details: { of: 'access-key', keyId: 'AKIA1' } },
      'access key AKIA1, unused for 90 days or more',
    ],
    ['a key of no known id', { kind: 'access-key', afterDays: 1 }, 'an access key, unused for 1 day or more'],
    ['permissions without details', { kind: 'permissions' }, 'permissions, unused for 90 days or more'],
    ['the first services', services('s3', 'ec2', 'iam'), 'permissions, unused for 90 days or more: s3, ec2, iam'],
    [
      'how many services there are more',
      services('s3', 'ec2', 'iam', 'kms', 'sns'),
      'permissions, unused for 90 days or more: s3, ec2, iam and 2 more',
    ],
    [
      'how many actions of a service',
      {
        ...services(),
        details: { of: 'permissions', services: [{ service: 's3', actions: [{ action: 'GetObject' }] }] },
      },
      'permissions, unused for 90 days or more: s3 (1 action)',
    ],
  ])('names %s', (_, more, words) => {
    expect(finding(more)).toBe(words);
  });

  it('names no days where nobody could tell them', () => {
    expect(findingInWords({ arn: 'arn:ada', kind: 'role', id: 'f', analyzerArn: 'arn:a' })).toBe('the role, unused');
  });
});
