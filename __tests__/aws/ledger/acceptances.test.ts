import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { acceptanceLedger } from '../../../src/aws/ledger/acceptances';
import { itemKey } from '../../../src/aws/ledger/items';
import { adminRosterLedger } from '../../../src/aws/ledger/admin-rosters';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const NOON = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-02T12:00:00Z');
const bob = { userId: 'AIDABOB', groupId: 'AGPAADMINS', at: NOON };

describe('the acceptances', () => {
  it('are all there, of each user, group and time, apart from the roster and from other guardrails', async () => {
    const ledger = acceptanceLedger(table, 'revoker');
    await adminRosterLedger(table, 'revoker').save(ACCOUNT, {
      ...{ asOf: NOON, readAt: NOON, counted: [], inFact: [], told: [], unsettled: [], begun: [] },
    });
    await acceptanceLedger(table, 'other').add(ACCOUNT, { ...bob, userId: 'AIDAOTHER' });
    const all = [bob, { ...bob, groupId: 'AGPAMORE' }, { ...bob, userId: 'AIDACAROL' }, { ...bob, at: later }];
    for (const one of [...all, bob]) await ledger.add(ACCOUNT, one);
    const found = await ledger.all(ACCOUNT);
    expect(found).toHaveLength(all.length);
    expect(found).toEqual(expect.arrayContaining(all));
    await expect(ledger.all('444455556666')).resolves.toEqual([]);
  });

  it('are forgotten after 90 days', async () => {
    await acceptanceLedger(table, 'forgetful').add(ACCOUNT, bob);
    const entryId = 'accepted-2026-06-01T12:00:00.000Z-AIDABOB-AGPAADMINS';
    const Key = itemKey({ accountId: ACCOUNT, principalId: 'admin-groups', guardrail: 'forgetful', entryId });
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    expect(Item?.['expiresAt']?.N).toBe(String(Date.parse('2026-08-30T12:00:00Z') / 1_000));
  });
});
