import {
  AccessAnalyzerClient,
  GetAnalyzerCommand,
  GetFindingV2Command,
  ListAnalyzersCommand,
  ListFindingsV2Command,
} from '@aws-sdk/client-accessanalyzer';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const ACCOUNT = '111122223333';
let account: EmbeddedAccount;
let client: AccessAnalyzerClient;

beforeEach(async () => {
  account = await anAccount();
  client = new AccessAnalyzerClient({ ...account.clientFor(account.root), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await stopAccounts();
});

const withFindings = (count: number) => {
  const analyzerArn = account.addAnalyzer({ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' });
  const ids = Array.from({ length: count }, (_, number) =>
    account.addFinding(analyzerArn, {
      ...{ findingType: 'UnusedIAMRole', resource: `arn:aws:iam::${ACCOUNT}:role/r${number}` },
    }),
  );
  return { analyzerArn, ids };
};

describe("the embedded account's Access Analyzer", () => {
  it('lists analyzers without their configuration, as AWS does', async () => {
    account.addAnalyzer({ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', unusedAccessAge: 45 });
    const { analyzers } = await client.send(new ListAnalyzersCommand({ type: 'ACCOUNT_UNUSED_ACCESS' }));
    expect(analyzers?.[0]).not.toHaveProperty('configuration');
    const { analyzer } = await client.send(new GetAnalyzerCommand({ analyzerName: 'unused' }));
    expect(analyzer?.configuration?.unusedAccess?.unusedAccessAge).toBe(45);
  });

  it('lists the analyzers of the Region that is asked, and of no other', async () => {
    account.addAnalyzer({ name: 'elsewhere', type: 'ACCOUNT_UNUSED_ACCESS', region: 'eu-west-1' });
    expect((await client.send(new ListAnalyzersCommand({}))).analyzers).toEqual([]);
  });

  it('lists findings page by page, and filters a page that is cut already', async () => {
    const { analyzerArn, ids } = withFindings(3);
    account.settleFinding(ids[0] ?? '', 'ARCHIVED');
    const asked = { analyzerArn, maxResults: 1, filter: { status: { eq: ['ACTIVE'] } } };
    const first = await client.send(new ListFindingsV2Command(asked));
    expect(first.findings).toEqual([]);
    const second = await client.send(new ListFindingsV2Command({ ...asked, nextToken: first.nextToken }));
    expect(second.findings?.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it.each([
    ['of another list', 'another'],
    ['of its own making', 'made-up'],
  ])('refuses a token %s', async (_, kind) => {
    const { analyzerArn } = withFindings(2);
    const other = account.addAnalyzer({ name: 'other', type: 'ACCOUNT_UNUSED_ACCESS' });
    const { nextToken } = await client.send(new ListFindingsV2Command({ analyzerArn, maxResults: 1 }));
    const wrong = kind === 'another' ? { analyzerArn: other, nextToken } : { analyzerArn, nextToken: 'bm8=' };
    await expect(client.send(new ListFindingsV2Command(wrong))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each([
    ['more than a hundred at once', { maxResults: 101 }],
    ['a filter key that it does not have', { filter: { isPublic: { eq: ['true'] } } }],
  ])('refuses to list %s', async (_, more) => {
    const { analyzerArn } = withFindings(1);
    await expect(client.send(new ListFindingsV2Command({ analyzerArn, ...more }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('knows no finding and no analyzer that nobody made', async () => {
    const { analyzerArn } = withFindings(1);
    const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(client.send(new GetFindingV2Command({ analyzerArn, id: 'none' }))).rejects.toMatchObject(missing);
    await expect(client.send(new ListFindingsV2Command({ analyzerArn: `${analyzerArn}-other` }))).rejects.toMatchObject(
      missing,
    );
  });

  it('lets nobody read findings whom no policy allows it for that analyzer', async () => {
    const { analyzerArn } = withFindings(1);
    const allow = (Resource: string) =>
      account.addUser({
        name: `reader-${Resource.length}`,
        inline: {
          own: JSON.stringify({
            ...{ Version: '2012-10-17' },
            Statement: [{ Effect: 'Allow', Action: 'access-analyzer:ListFindings', Resource }],
          }),
        },
      }).credentials;
    const listedBy = async (credentials: Parameters<EmbeddedAccount['clientFor']>[0]) => {
      const its = new AccessAnalyzerClient({ ...account.clientFor(credentials), maxAttempts: 1 });
      try {
        return (await its.send(new ListFindingsV2Command({ analyzerArn }))).findings?.length;
      } finally {
        its.destroy();
      }
    };
    expect(await listedBy(allow(analyzerArn))).toBe(1);
    await expect(listedBy(allow(`${analyzerArn}-other`))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('forgets at a checkpoint what was found since', async () => {
    const { analyzerArn } = withFindings(1);
    const back = await account.checkpoint();
    account.addFinding(analyzerArn, { findingType: 'UnusedIAMRole', resource: `arn:aws:iam::${ACCOUNT}:role/late` });
    await back();
    expect((await client.send(new ListFindingsV2Command({ analyzerArn }))).findings).toHaveLength(1);
  });
});
