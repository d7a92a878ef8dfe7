import { managedPolicies } from '../../../src/aws/iam/managed-policies';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { OWN, ownArn } from '../../support/boundaries';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

const text = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const NAME = `${OWN.namePrefix}new`;
const ARN = ownArn('new');
const asked: string[] = [];
const portOf = (account: EmbeddedAccount) =>
  managedPolicies(iamOf(account, account.root), OWN, (action, call) => {
    asked.push(action);
    return call();
  });

describe("the port for the project's policies", () => {
  it('makes a policy on its path, once, and reads it', async () => {
    const policies = portOf(await anAccount());
    expect(await policies.read(ARN)).toBeUndefined();
    expect(await policies.create(NAME, text('s3:*'))).toBe('made');
    expect(await policies.create(NAME, text('*'))).toBe('exists');
    const found = await policies.read(ARN);
    expect(found?.versionId).toBe('v1');
    expect(decodeURIComponent(found?.text ?? '')).toBe(text('s3:*'));
  });

  it('says that the account is full', async () => {
    const account = await anAccount({ quotas: { PoliciesQuota: 1 } });
    const policies = portOf(account);
    await policies.create(NAME, text('s3:*'));
    expect(await policies.create(`${NAME}er`, text('*'))).toBe('refused');
    expect(await policies.quotas()).toEqual({
      ...{ policies: 1, policiesQuota: 1, policySizeQuota: 6144, versionsPerPolicyQuota: 5 },
      ...{ attachedPerUserQuota: 10, attachedPerRoleQuota: 10, groups: 0, groupsQuota: 300, groupsPerUserQuota: 10 },
    });
  });

  it('makes versions, chooses among them, and deletes them', async () => {
    const policies = portOf(await anAccount());
    expect([await policies.versions(ARN), await policies.textOf(ARN, 'v1')]).toEqual([[], undefined]);
    await policies.create(NAME, text('s3:*'));
    await policies.createVersion(ARN, text('*'));
    expect((await policies.read(ARN))?.versionId).toBe('v2');
    await policies.setDefault(ARN, 'v1');
    expect((await policies.versions(ARN)).map(({ versionId, isDefault }) => [versionId, isDefault])).toEqual([
      ['v2', false],
      ['v1', true],
    ]);
    expect(decodeURIComponent((await policies.textOf(ARN, 'v2')) ?? '')).toBe(text('*'));
    for (let times = 0; times < 2; times += 1) await policies.deleteVersion(ARN, 'v2');
    expect(await policies.textOf(ARN, 'v2')).toBeUndefined();
  });

  it('deletes a policy with its versions, but none that somebody has', async () => {
    const account = await anAccount();
    const policies = portOf(account);
    await policies.create(NAME, text('s3:*'));
    await policies.createVersion(ARN, text('*'));
    account.addUser({ name: 'ada', boundary: ARN });
    expect([await policies.delete(ARN), await policies.unused()]).toEqual([false, []]);
    await policies.create(`${NAME}er`, text('s3:*'));
    await policies.createVersion(`${ARN}er`, text('*'));
    expect((await policies.unused()).map(({ arn }) => arn)).toEqual([`${ARN}er`]);
    expect([await policies.delete(`${ARN}er`), await policies.delete(`${ARN}er`)]).toEqual([true, false]);
  });

  it("lists no unused policy that is not the project's, and paces every call", async () => {
    const account = await anAccount();
    const policies = portOf(account);
    account.addPolicy({ name: 'team', document: JSON.parse(text('*')) as object });
    await policies.create('other', text('*'));
    expect(await policies.unused()).toEqual([]);
    expect(new Set(asked)).toEqual(
      new Set([
        ...['CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'GetAccountSummary'],
        ...['GetPolicy', 'GetPolicyVersion', 'ListPolicies', 'ListPolicyVersions', 'SetDefaultPolicyVersion'],
      ]),
    );
  });
});
