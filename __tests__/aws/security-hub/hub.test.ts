import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { securityHub } from '../../../src/aws/security-hub/hub';
import { asffOf } from '../../../src/domain/security-hub/asff';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aToldFinding, foundBy } from '../../support/some-findings';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

let account: EmbeddedAccount;
let client: SecurityHubClient;

beforeEach(async () => {
  account = await anAccount();
  client = new SecurityHubClient({ ...account.clientFor(account.root), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await stopAccounts();
});

const some = (count: number) =>
  Array.from({ length: count }, (_, number) => asffOf(aToldFinding(`u${number}`), 'standing', foundBy()));
const tell = (findings: ReturnType<typeof some>) => securityHub(client).tell(findings);
const calls = () => account.calls({ service: 'securityhub', action: 'BatchImportFindings' });

describe('Security Hub', () => {
  it('is told of findings by hundreds', async () => {
    account.enableSecurityHub();
    const findings = some(201);
    expect(await tell(findings)).toEqual({ taken: new Set(findings.map(({ Id }) => Id)) });
    expect(account.hubFindings()).toHaveLength(201);
    expect(calls()).toHaveLength(3);
  });

  it('is not called where there is nothing to tell', async () => {
    expect(await tell([])).toEqual({ taken: new Set() });
    expect(calls()).toEqual([]);
  });

  it('is told again of a finding that it knows, which stays one', async () => {
    account.enableSecurityHub();
    await tell(some(1));
    await tell([asffOf(aToldFinding('u0'), 'resolved', foundBy({ startedAt: '2026-07-01T03:00:00.000Z' }))]);
    expect(account.hubFindings()).toMatchObject([{ RecordState: 'ARCHIVED', Workflow: { Status: 'NEW' } }]);
  });

  it('takes the rest where it does not take one, and says why', async () => {
    account.enableSecurityHub();
    const [first, second] = some(2);
    if (!first || !second) throw new Error('two were to be made');
    const { taken, why } = await tell([{ ...first, AwsAccountId: '999988887777' }, second]);
    expect([...taken]).toEqual([second.Id]);
    expect(why).toBe('InvalidInput: AwsAccountId 999988887777 is not 111122223333');
  });

  it('that nobody has enabled takes nothing, and is not called again', async () => {
    const { taken, why } = await tell(some(101));
    expect(taken.size).toBe(0);
    expect(why).toMatch(/^InvalidAccessException: .*not subscribed/);
    expect(calls()).toHaveLength(1);
  });

  it('keeps what it took before a call failed', async () => {
    account.enableSecurityHub();
    account.failNext('securityhub', 'BatchImportFindings', 'InternalException', { after: 1 });
    const { taken, why } = await tell(some(101));
    expect(taken.size).toBe(100);
    expect(why).toMatch(/^InternalException/);
  });
});
