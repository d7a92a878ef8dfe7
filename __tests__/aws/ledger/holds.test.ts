import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { recordedLedger } from '../../../src/aws/ledger/recorded';
import { BOUNDARY_KINDS } from '../../../src/guardrails/permissions-boundary/kinds';
import { holdLedger } from '../../../src/aws/ledger/holds';
import { EVERYBODY } from '../../../src/domain/ledger/hold';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const day = (number: number) => new Date(Date.UTC(2026, 5, number));
const ledgerOf = (guardrail: string) => holdLedger(table, guardrail);

describe('a hold', () => {
  it('is as old as the latest release, whichever is written last', async () => {
    const ledger = ledgerOf('latest');
    await ledger.hold(ACCOUNT, 'AROAETL', day(2));
    await ledger.hold(ACCOUNT, 'AROAETL', day(1));
    await expect(ledger.heldSince(ACCOUNT, 'AROAETL')).resolves.toEqual(day(2));
    await ledger.hold(ACCOUNT, 'AROAETL', day(3));
    await expect(ledger.heldSince(ACCOUNT, 'AROAETL')).resolves.toEqual(day(3));
    await expect(ledger.heldSince(ACCOUNT, EVERYBODY)).resolves.toBeUndefined();
  });

  it('is listed with those of the account, apart from the boundaries of the same guardrail', async () => {
    const ledger = ledgerOf('listed');
    await ledger.hold(ACCOUNT, EVERYBODY, day(1));
    await ledger.hold(ACCOUNT, 'AROAETL', day(2));
    await expect(ledger.allOf(ACCOUNT)).resolves.toEqual([
      { principalId: EVERYBODY, at: day(1) },
      { principalId: 'AROAETL', at: day(2) },
    ]);
    await expect(ledger.allOf('999988887777')).resolves.toEqual([]);
    await expect(recordedLedger(table, 'listed', BOUNDARY_KINDS).allOpen(ACCOUNT)).resolves.toEqual([]);
  });

  it('that cannot be read is left out of the list, and is an error where it is asked for', async () => {
    const keys = { pk: `${ACCOUNT}#AROABROKEN`, sk: 'broken#hold' };
    const item = { ...keys, openKey: `${ACCOUNT}#broken#hold`, openedAt: day(1).toISOString() };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
    const told: object[] = [];
    const ledger = holdLedger({ ...table, unreadable: (entry) => told.push(entry) }, 'broken');
    await ledger.hold(ACCOUNT, 'AROAETL', day(2));
    await expect(ledger.allOf(ACCOUNT)).resolves.toEqual([{ principalId: 'AROAETL', at: day(2) }]);
    expect(told).toEqual([{ ...keys, why: expect.stringContaining('principalId') as string }]);
    await expect(ledger.heldSince(ACCOUNT, 'AROABROKEN')).rejects.toThrow('principalId');
  });
});
