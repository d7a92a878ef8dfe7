import { BatchImportFindingsCommand, SecurityHubClient, type AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const ACCOUNT = '111122223333';
const PRODUCT = `arn:aws:securityhub:us-east-1:${ACCOUNT}:product/${ACCOUNT}/default`;
let account: EmbeddedAccount;
const clients: SecurityHubClient[] = [];

beforeEach(async () => {
  account = await anAccount();
  account.enableSecurityHub();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

const aFinding = (overrides: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
  ...{ SchemaVersion: '2018-10-08', Id: 'one', ProductArn: PRODUCT, GeneratorId: 'test', AwsAccountId: ACCOUNT },
  ...{ CreatedAt: '2026-06-01T00:00:00Z', UpdatedAt: '2026-06-01T00:00:00Z', Title: 'title', Description: 'text' },
  FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Software and Configuration Checks'] },
  Resources: [{ Type: 'AwsIamUser', Id: `arn:aws:iam::${ACCOUNT}:user/ada` }],
  ...overrides,
});

function imported(findings: AwsSecurityFinding[], credentials = account.root) {
  const client = new SecurityHubClient({ ...account.clientFor(credentials), maxAttempts: 1 });
  clients.push(client);
  return client.send(new BatchImportFindingsCommand({ Findings: findings }));
}

describe("the embedded account's Security Hub", () => {
  it.each([
    ['without a resource', { Resources: [] }],
    ['with a title of 257 characters', { Title: 'a'.repeat(257) }],
    ['with a description of 1,025 characters', { Description: 'a'.repeat(1025) }],
    ['of a time that is none', { UpdatedAt: 'yesterday' }],
    ['of another product', { ProductArn: PRODUCT.replace('default', 'other') }],
    ['with a field that it does not know', { Confidence: 3 }],
  ])('takes no finding %s, and the others of the call', async (_, overrides) => {
    const { FailedCount, SuccessCount, FailedFindings } = await imported([
      aFinding({ Id: 'wrong', ...overrides }),
      aFinding(),
    ]);
    expect([FailedCount, SuccessCount]).toEqual([1, 1]);
    expect(FailedFindings).toMatchObject([{ Id: 'wrong', ErrorCode: 'InvalidInput' }]);
    expect(account.hubFindings().map(({ Id }) => Id)).toEqual(['one']);
  });

  it('takes no more than a hundred at once', async () => {
    const many = Array.from({ length: 101 }, (_, number) => aFinding({ Id: String(number) }));
    await expect(imported(many)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('gives a workflow of its own to a finding, and keeps it when the finding is told again', async () => {
    await imported([aFinding()]);
    await imported([aFinding({ Workflow: { Status: 'RESOLVED' }, Compliance: { Status: 'PASSED' } })]);
    expect(account.hubFindings()).toMatchObject([{ Workflow: { Status: 'NEW' }, Compliance: { Status: 'PASSED' } }]);
  });

  it('lets nobody import for whom no policy allows it for the product and the account', async () => {
    const allow = (Resource: string, target: string) =>
      account.addUser({
        name: `teller-${Resource.length}-${target}`,
        inline: {
          own: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                ...{ Effect: 'Allow', Action: 'securityhub:BatchImportFindings', Resource },
                Condition: { StringEquals: { 'securityhub:TargetAccount': target } },
              },
            ],
          }),
        },
      }).credentials;
    expect(await imported([aFinding()], allow(PRODUCT, ACCOUNT))).toMatchObject({ SuccessCount: 1 });
    const denied = { name: 'AccessDeniedException' };
    await expect(imported([aFinding()], allow(`${PRODUCT}-other`, ACCOUNT))).rejects.toMatchObject(denied);
    await expect(imported([aFinding()], allow(PRODUCT, '999988887777'))).rejects.toMatchObject(denied);
  });

  it('forgets at a checkpoint what it was told since', async () => {
    const back = await account.checkpoint();
    await imported([aFinding()]);
    await back();
    expect(account.hubFindings()).toEqual([]);
  });
});
