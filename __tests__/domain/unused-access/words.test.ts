import type { Analyzer } from '../../../src/domain/unused-access/finding';
import { analysisRemarks } from '../../../src/domain/unused-access/words';

const anAnalyzer = (more: Partial<Analyzer> = {}): Analyzer => ({
  ...{ arn: 'arn:aws:access-analyzer:us-east-1:111122223333:analyzer/a', name: 'a' },
  ...{ of: 'account', status: 'ACTIVE', ...more },
});

describe('how complete the findings of Access Analyzer are', () => {
  it('takes no word where an analyzer analyzes and all could be read', () => {
    expect(analysisRemarks({ analyzers: [anAnalyzer()], findings: [], unread: [] })).toEqual([]);
  });

  it('takes one line where there is no analyzer', () => {
    expect(analysisRemarks({ analyzers: [], findings: [], unread: [] })).toEqual([
      'No analyzer of IAM Access Analyzer looks for unused access here, so the report goes by the facts of IAM alone.',
    ]);
  });

  it('is not said as "none" where nobody may list them', () => {
    const unread = [{ what: 'the analyzers in us-east-1', why: 'AccessDeniedException: no' }];
    expect(analysisRemarks({ analyzers: [], findings: [], unread })).toEqual([
      'Access Analyzer: the analyzers in us-east-1 could not be read (AccessDeniedException: no).',
    ]);
  });

  it('names an analyzer that does not analyze', () => {
    const [remark] = analysisRemarks({ analyzers: [anAnalyzer({ status: 'DISABLED' })], findings: [], unread: [] });
    expect(remark).toMatch(/analyzer\/a is DISABLED/);
  });
});
