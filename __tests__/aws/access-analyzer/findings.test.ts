import type { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { findingsOf } from '../../../src/aws/access-analyzer/findings';
import type { Analyzer } from '../../../src/domain/unused-access/finding';

const ACCOUNT = '111122223333';
const analyzer: Analyzer = { arn: 'arn:analyzer', name: 'a', of: 'organization', status: 'ACTIVE' };
const aFinding = (more: object) => ({
  ...{ id: 'one', findingType: 'UnusedIAMRole', resource: `arn:aws:iam::${ACCOUNT}:role/old` },
  ...{ status: 'ACTIVE', resourceOwnerAccount: ACCOUNT, ...more },
});

/** What is made of a service that answers so. */
async function listed(...findings: readonly object[]) {
  const sent: unknown[] = [];
  const send = ({ input }: { readonly input: unknown }) => {
    sent.push(input);
    return Promise.resolve({ findings });
  };
  const client = { send } as unknown as AccessAnalyzerClient;
  const regional = { region: 'us-east-1', client, turn: <T>(_: string, call: () => Promise<T>) => call() };
  return { sent, ...(await findingsOf(analyzer, ACCOUNT, regional)) };
}

describe('the findings of an analyzer', () => {
  it('are asked for by status and account', async () => {
    expect((await listed()).sent).toMatchObject([
      { filter: { status: { eq: ['ACTIVE'] }, resourceOwnerAccount: { eq: [ACCOUNT] } } },
    ]);
  });

  it.each([
    ['that is archived', { status: 'ARCHIVED' }],
    ['that is resolved', { status: 'RESOLVED' }],
    ['of another account', { resourceOwnerAccount: '999988887777' }],
    ['of a type that nobody knows', { findingType: 'UnusedSomethingElse' }],
  ])('do not count where AWS lists one %s all the same', async (_, more) => {
    expect((await listed(aFinding(more), aFinding({ id: 'two' }))).found.map(({ id }) => id)).toEqual(['two']);
  });
});
