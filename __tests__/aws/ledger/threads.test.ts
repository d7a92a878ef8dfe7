import { threadLedger } from '../../../src/aws/ledger/threads';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const NOW = new Date('2026-11-29T03:00:00Z');
const entry = (channel: string) => ({
  ...{ accountId: ACCOUNT, principalId: 'thread/revoker/one', guardrail: 'notify', entryId: channel },
});

describe('the first message of a thread', () => {
  it('is known once it is kept, and the first one stays', async () => {
    const ledger = threadLedger(table);
    await expect(ledger.firstOf(entry('security'))).resolves.toBeUndefined();
    await ledger.keepFirst(entry('security'), '1.1', NOW);
    await ledger.keepFirst(entry('security'), '1.2', NOW);
    await expect(ledger.firstOf(entry('security'))).resolves.toBe('1.1');
  });

  it('is another in another channel', async () => {
    const ledger = threadLedger(table);
    await ledger.keepFirst(entry('one'), '1.1', NOW);
    await expect(ledger.firstOf(entry('other'))).resolves.toBeUndefined();
  });
});
