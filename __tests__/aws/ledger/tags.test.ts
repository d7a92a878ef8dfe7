import { recordedLedger } from '../../../src/aws/ledger/recorded';
import { BOUNDARY_KINDS } from '../../../src/guardrails/permissions-boundary/kinds';
import { tagLedger } from '../../../src/aws/ledger/tags';
import { aPrincipal } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const GUARDRAIL = 'permissions-boundary';
const day = (number: number) => new Date(Date.UTC(2026, 5, number));
const someone = (id: string) => aPrincipal({ id });
const ledgerOf = (guardrail = GUARDRAIL) => tagLedger(table, guardrail);

describe('the tags of before', () => {
  it('are those that the first run found, until they are given back', async () => {
    const ledger = ledgerOf();
    const etl = someone('AROAFIRST');
    await expect(ledger.remember(etl, { Permissions_Used: '7' }, 'run-1', day(1))).resolves.toBe(true);
    await expect(ledger.remember(etl, { Permissions_Used: '9' }, 'run-2', day(2))).resolves.toBe(true);
    const entry = { principal: etl, before: { Permissions_Used: '7' }, runId: 'run-1', openedAt: day(1) };
    await expect(ledger.ofPrincipal(ACCOUNT, 'AROAFIRST')).resolves.toEqual(entry);

    await expect(ledger.close(entry, day(3))).resolves.toBe(true);
    await expect(ledger.close(entry, day(4))).resolves.toBe(false);
    await expect(ledger.ofPrincipal(ACCOUNT, 'AROAFIRST')).resolves.toEqual({ ...entry, closedAt: day(3) });
  });

  it('are not what a run found that began before somebody was released', async () => {
    const ledger = ledgerOf();
    const etl = someone('AROARELEASED');
    await ledger.remember(etl, {}, 'run-1', day(1));
    await ledger.close({ principal: etl, before: {}, runId: 'run-1', openedAt: day(1) }, day(3));
    await expect(ledger.remember(etl, { Permissions_Used: '9' }, 'run-2', day(2))).resolves.toBe(false);
    await expect(ledger.remember(etl, {}, 'run-3', day(4))).resolves.toBe(true);
    await expect(ledger.ofPrincipal(ACCOUNT, 'AROARELEASED')).resolves.toEqual({
      ...{ principal: etl, before: {}, runId: 'run-3', openedAt: day(4) },
    });
  });

  it('are found while they are open, apart from the boundaries of the same guardrail', async () => {
    const ledger = ledgerOf('apart');
    await ledger.remember(someone('AROAOPEN'), {}, 'run-1', day(1));
    await ledger.remember(someone('AROACLOSED'), {}, 'run-1', day(1));
    const [closed] = (await ledger.allOpen(ACCOUNT)).filter(({ principal }) => principal.id === 'AROACLOSED');
    if (closed) await ledger.close(closed, day(2));
    expect((await ledger.allOpen(ACCOUNT)).map(({ principal }) => principal.id)).toEqual(['AROAOPEN']);
    await expect(recordedLedger(table, 'apart', BOUNDARY_KINDS).allOpen(ACCOUNT)).resolves.toEqual([]);
    await expect(ledger.ofPrincipal(ACCOUNT, 'AROANOBODY')).resolves.toBeUndefined();
  });
});
