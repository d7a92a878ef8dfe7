import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { recordedLedger } from '../../../src/aws/ledger/recorded';
import { incidentLedger } from '../../../src/aws/ledger/incidents';
import { recordedItem } from '../../../src/aws/ledger/recorded-items';
import { itemKey } from '../../../src/aws/ledger/items';
import { BOUNDARY_KINDS, type BoundaryEntry } from '../../../src/guardrails/permissions-boundary/kinds';
import { aBoundarySet, aPrincipal, ownArn } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';
import { aUser } from '../../support/revoker';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const GUARDRAIL = 'permissions-boundary';
const now = new Date('2026-06-01T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const ledgerOf = (guardrail = GUARDRAIL) => recordedLedger(table, guardrail, BOUNDARY_KINDS);

/** A boundary of a role nobody else has, in place of another of the project, recorded and not confirmed. */
function anEntry(id: string, overrides: Partial<BoundaryEntry> = {}): BoundaryEntry {
  const change = aBoundarySet({ principal: aPrincipal({ id }), before: { policyArn: ownArn('old'), text: '{}' } });
  return { change, number: 1, runId: 'run', state: 'recorded', flips: 0, openedAt: now, ...overrides };
}
const itemOf = async (id: string) => {
  const Key = itemKey({ accountId: ACCOUNT, principalId: id, guardrail: GUARDRAIL, entryId: 'boundary-000001' });
  const { Item } = await table.client.send(new GetItemCommand({ TableName: 'ledger', Key }));
  return Item && unmarshall(Item);
};

describe('the entry of a boundary', () => {
  it('is recorded once, and read back whole', async () => {
    const entry = anEntry('AROAONCE');
    await expect(ledgerOf().record(entry)).resolves.toBe(true);
    await expect(ledgerOf().record({ ...entry, runId: 'other' })).resolves.toBe(false);
    await expect(ledgerOf().historyOf(ACCOUNT, 'AROAONCE')).resolves.toEqual([entry]);
    await expect(ledgerOf().historyOf(ACCOUNT, 'AROANOBODY')).resolves.toEqual([]);
  });

  it('of a principal without a boundary before says so', async () => {
    const entry = anEntry('AROAFIRST', { change: aBoundarySet({ principal: aPrincipal({ id: 'AROAFIRST' }) }) });
    await ledgerOf().record(entry);
    expect((await ledgerOf().historyOf(ACCOUNT, 'AROAFIRST'))[0]?.change).not.toHaveProperty('before');
  });

  it.each([
    ['principal', aPrincipal({ id: 'AROAOTHER' })],
    ['account', aPrincipal({ id: 'AROAFORGED', accountId: '444455556666' })],
  ])('that names another %s than its key is told of, and is in nobody’s history', async (_, principal) => {
    const item = recordedItem(GUARDRAIL, anEntry('', { change: aBoundarySet({ principal }) }), BOUNDARY_KINDS);
    const Item = { ...item, pk: { S: `${ACCOUNT}#AROAFORGED` } };
    await table.client.send(new PutItemCommand({ TableName: 'ledger', Item }));
    const told: object[] = [];
    const ledger = recordedLedger({ ...table, unreadable: (one) => told.push(one) }, GUARDRAIL, BOUNDARY_KINDS);
    expect([await ledger.historyOf(ACCOUNT, 'AROAFORGED'), await ledger.historyOf(ACCOUNT, principal.id)]).toEqual([
      [],
      [],
    ]);
    expect(told).toContainEqual({
      ...{ pk: `${ACCOUNT}#AROAFORGED`, sk: 'permissions-boundary#boundary-000001' },
      why: `its change is one of ${principal.id} in account ${principal.accountId}, and not of its key`,
    });
    await table.client.send(
      new DeleteItemCommand({
        TableName: 'ledger',
        Key: { pk: Item.pk, sk: { S: 'permissions-boundary#boundary-000001' } },
      }),
    );
  });

  it('has the keys that every guardrail and account shares', async () => {
    await ledgerOf().record(anEntry('AROAKEYS'));
    expect(await itemOf('AROAKEYS')).toMatchObject({
      pk: `${ACCOUNT}#AROAKEYS`,
      sk: 'permissions-boundary#boundary-000001',
      openKey: `${ACCOUNT}#permissions-boundary`,
      runKey: `${ACCOUNT}#run`,
      principalArn: aPrincipal().arn,
    });
  });

  it('is confirmed once', async () => {
    const entry = anEntry('AROACONFIRMED');
    await ledgerOf().record(entry);
    await expect(ledgerOf().confirm(entry, after(1))).resolves.toBe(true);
    await expect(ledgerOf().confirm(entry, after(2))).resolves.toBe(false);
    await expect(ledgerOf().historyOf(ACCOUNT, 'AROACONFIRMED')).resolves.toEqual([
      { ...entry, state: 'confirmed', confirmedAt: after(1) },
    ]);
  });

  it('that is flipped stays open, and is not confirmed any more', async () => {
    const entry = anEntry('AROAFLIPPED');
    await ledgerOf('flipping').record(entry);
    await expect(ledgerOf('flipping').markFlipped(entry, 2)).resolves.toBe(true);
    await expect(ledgerOf('flipping').markFlipped(entry, 3)).resolves.toBe(false);
    await expect(ledgerOf('flipping').confirm(entry, now)).resolves.toBe(false);
    await expect(ledgerOf('flipping').allOpen(ACCOUNT)).resolves.toEqual([{ ...entry, state: 'flipped', flips: 2 }]);
  });

  it('that is closed is listed among the open ones no more, stays closed, and may expire', async () => {
    const entry = anEntry('AROACLOSED');
    const ledger = ledgerOf();
    await ledger.record(entry);
    await expect(ledger.close(entry, after(60))).resolves.toBe(true);
    await expect(ledger.close(entry, after(61))).resolves.toBe(false);
    await expect(ledger.confirm(entry, after(61))).resolves.toBe(false);
    await expect(ledger.markFlipped(entry, 2)).resolves.toBe(false);
    const expected = { ...entry, state: 'released', closedAt: after(60) };
    await expect(ledger.historyOf(ACCOUNT, 'AROACLOSED')).resolves.toEqual([expected]);
    expect((await ledger.allOpen(ACCOUNT)).map(({ change }) => change.principal.id)).not.toContain('AROACLOSED');
    expect(await itemOf('AROACLOSED')).toMatchObject({ expiresAt: after(60).getTime() / 1000 + 400 * 86_400 });
    await expect(ledger.ofRun(ACCOUNT, 'run')).resolves.toContainEqual(expected);
  });

  it('that is open does not expire', async () => {
    await ledgerOf().record(anEntry('AROAOPEN'));
    expect(await itemOf('AROAOPEN')).not.toHaveProperty('expiresAt');
  });

  it('is not made by closing one that is not there', async () => {
    await expect(ledgerOf().close(anEntry('AROANEVER'), now)).resolves.toBe(false);
    expect(await itemOf('AROANEVER')).toBeUndefined();
  });
});

describe('the entries of boundaries', () => {
  it('of a principal come newest first, the tenth before the second, and none of another guardrail', async () => {
    for (const number of [2, 10, 1]) await ledgerOf().record(anEntry('AROAHISTORY', { number }));
    await incidentLedger(table, GUARDRAIL).open({
      ...{ accountId: ACCOUNT, principalId: 'AROAHISTORY', principalArn: aUser().arn },
      ...{ number: 1, openedAt: now, changes: [] },
    });
    await ledgerOf(`${GUARDRAIL}-other`).record(anEntry('AROAHISTORY', { number: 99 }));
    const history = await ledgerOf().historyOf(ACCOUNT, 'AROAHISTORY');
    expect(history.map(({ number }) => number)).toEqual([10, 2, 1]);
    expect((await ledgerOf().historyOf(ACCOUNT, 'AROAHISTORY'))[0]?.number).toBe(10);
  });

  it('of a run are all there, however many, and no others', async () => {
    const text = 'x'.repeat(300_000);
    for (let at = 0; at < 5; at += 1) {
      const { change } = anEntry(`AROARUN${at}`);
      await ledgerOf().record(
        anEntry(`AROARUN${at}`, { runId: 'large', change: { ...change, before: { policyArn: 'a', text } } }),
      );
    }
    await ledgerOf().record(anEntry('AROAOTHERRUN', { runId: 'large-2' }));
    const found = await ledgerOf().ofRun(ACCOUNT, 'large');
    expect(found.map(({ change }) => change.principal.id).sort()).toEqual([0, 1, 2, 3, 4].map((at) => `AROARUN${at}`));
  });

  it('that are open come oldest first', async () => {
    for (const at of [2, 0, 1]) await ledgerOf('ordering').record(anEntry(`AROAORDER${at}`, { openedAt: after(at) }));
    const open = await ledgerOf('ordering').allOpen(ACCOUNT);
    expect(open.map(({ change }) => change.principal.id)).toEqual([0, 1, 2].map((at) => `AROAORDER${at}`));
  });
});
