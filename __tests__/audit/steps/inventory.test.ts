import { inventoryStep, type Listed } from '../../../src/audit/steps/inventory';
import { runLease } from '../../../src/audit/lease/run-lease';
import { recordOf } from '../../../src/audit/run/run-record';
import { someLeases } from '../../support/some-leases';
import { aStore } from '../support/memory-store';
import { ACCOUNT, aSubject } from '../support/subjects';

const run = { runId: 'one', startedAt: '2026-06-01T00:00:00.000Z', purpose: 'audit' } as const;
const subjects = [aSubject({ name: 'ada' })];

/** What an inventory leaves behind that found these. */
async function inventoryOf(account: Listed['account']) {
  const store = aStore();
  const ports = { accountId: ACCOUNT, leases: someLeases(), now: () => new Date(run.startedAt) };
  const { prefix } = await inventoryStep(run, {
    ...{ accountId: ACCOUNT, guardrail: 'permissions-boundary', store, lease: runLease('permissions-boundary', ports) },
    spread: { concurrency: 1, iamCallsPerSecond: 10, toleratedFailurePercentage: 5 },
    exemptions: () => Promise.resolve([]),
    list: () => Promise.resolve({ subjects, account }),
    begins: () => undefined,
  });
  const { accountListed } = await recordOf({ ...run, prefix }, store);
  return { accountListed, listed: await store.getJson(`${prefix}/account.json`) };
}

describe('an inventory', () => {
  it('that looks at some of the account lists everybody beside them, for the summary', async () => {
    const account = ['AIDAADA', 'AROAAPP'];
    expect(await inventoryOf(account)).toEqual({ accountListed: true, listed: account });
  });

  it('that looks at everybody lists them once', async () => {
    expect(await inventoryOf('subjects')).toEqual({ accountListed: undefined, listed: undefined });
  });
});
