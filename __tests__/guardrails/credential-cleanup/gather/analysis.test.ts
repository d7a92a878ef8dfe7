import { unpaced } from '../../../../src/aws/iam/paced';
import type { AnalyzedAccess, Analyzer, UnusedAccess } from '../../../../src/domain/unused-access/finding';
import { analysisBy, MOST_DETAILED } from '../../../../src/guardrails/credential-cleanup/gather/analysis';
import type { AnalyzerUse } from '../../../../src/guardrails/credential-cleanup/contract';

const anAnalyzer = (name: string, status = 'ACTIVE'): Analyzer => ({
  ...{ arn: `arn:analyzer/${name}`, name, of: 'account', status },
});
const aFinding = (more: Partial<UnusedAccess> = {}): UnusedAccess => ({
  ...{ arn: 'arn:etl', kind: 'role', id: 'f', analyzerArn: 'arn:analyzer/a', ...more },
});

/** What comes of it where the analyzers find this. */
async function analysis(found: Partial<AnalyzedAccess> = {}, use: AnalyzerUse = 'existing') {
  const detailed: UnusedAccess[] = [];
  const all = { analyzers: [anAnalyzer('a')], findings: [], unread: [], ...found };
  let asked = 0;
  const answer = await analysisBy(
    use,
    (_, needsDetails) => {
      asked += 1;
      detailed.push(...all.findings.filter(needsDetails));
      return Promise.resolve(all);
    },
    unpaced,
  );
  return { ...answer, asked, detailed };
}

describe('what analyzers find', () => {
  it('is noted of whom they find it, all of it', async () => {
    const { of, remarks } = await analysis({ findings: [aFinding(), aFinding({ kind: 'permissions' })] });
    expect([of('arn:etl'), of('arn:ada')]).toEqual([['the role, unused', 'permissions, unused'], undefined]);
    expect(remarks).toEqual([]);
  });

  it('is not asked for where the settings say so, and nothing is said of it', async () => {
    const { of, remarks, asked } = await analysis({ analyzers: [], findings: [aFinding()] }, 'none');
    expect([of('arn:etl'), remarks, asked]).toEqual([undefined, [], 0]);
  });

  it('takes no details of roles and passwords, and those of the first keys and permissions alone', async () => {
    const many = (kind: UnusedAccess['kind']) =>
      Array.from({ length: (MOST_DETAILED['access-key'] ?? 0) + 1 }, (_, index) => aFinding({ kind, id: `${index}` }));
    const { detailed, remarks } = await analysis({
      findings: [...many('role'), ...many('password'), ...many('access-key'), ...many('permissions')],
    });
    expect(detailed).toHaveLength((MOST_DETAILED['access-key'] ?? 0) + (MOST_DETAILED.permissions ?? 0));
    expect(new Set(detailed.map(({ kind }) => kind))).toEqual(new Set(['access-key', 'permissions']));
    expect(remarks).toEqual([expect.stringMatching(/^Of 2 findings of Access Analyzer the report names no key/)]);
  });
});

describe('what people are told of the analyzers', () => {
  it('is how to have one, where there is none', async () => {
    expect((await analysis({ analyzers: [] })).remarks).toEqual([
      expect.stringMatching(/^No analyzer .*Security Hub brings one at no extra charge.*analyzer "create"/),
    ]);
    expect((await analysis({ analyzers: [] }, 'create')).remarks).toEqual([
      expect.stringMatching(/^No analyzer .*deploy again\.$/),
    ]);
  });

  it('is why they could not be read, and the rest comes', async () => {
    const unread = [{ what: 'the findings of b', why: 'AccessDeniedException: no' }];
    const { of, remarks } = await analysis({ findings: [aFinding()], unread });
    expect(of('arn:etl')).toHaveLength(1);
    expect(remarks).toEqual(['Access Analyzer: the findings of b could not be read (AccessDeniedException: no).']);
  });

  it('is that one is paid for beside another, if the deployment made it', async () => {
    const analyzers = [anAnalyzer('ours'), anAnalyzer('hub')];
    expect((await analysis({ analyzers }, 'create')).remarks).toEqual([
      expect.stringMatching(/^2 analyzers look for unused access \(ours, hub\)/),
    ]);
    expect((await analysis({ analyzers })).remarks).toEqual([]);
    expect((await analysis({ analyzers: [anAnalyzer('ours')] }, 'create')).remarks).toEqual([]);
  });
});
