import { atOnce, aRole, INVENTORY, READY, withCredentialReport, withOpenBucket } from '../../support/audit';
import { inAccount, templateFor } from '../../support/deployed';
import { inOwnProcess, MEGABYTE } from '../../support/own-process';

const PRINCIPALS = 10_000;
const settings = atOnce();

describe('the inventory', () => {
  it('lists 10,000 principals in a process of less than 256 MB', () =>
    inAccount(
      async (account) => {
        for (let index = 0; index < PRINCIPALS; index += 1) aRole(account, `role-${index}`, { used: [] });
        await withCredentialReport(account);
        const event = { runId: 'large', startedAt: new Date().toISOString(), purpose: 'audit' };
        const inventory = { account, templatePath: templateFor(settings), name: INVENTORY };
        const { answer, bytes } = await inOwnProcess(inventory, event);
        expect(answer['principals']).toBeGreaterThanOrEqual(PRINCIPALS);
        expect(bytes).toBeLessThan(256 * MEGABYTE);
      },
      // The process acts as root, and not as the function.
      { ...READY, templatePath: withOpenBucket(templateFor(settings)) },
    ));
});
