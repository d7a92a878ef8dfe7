import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { failIfUnread } from '../../../src/guardrails/revoker/judge/failure';
import type { UnreadableEntry } from '../../../src/domain/ledger/unreadable-entry';
import { owedLedger } from '../../../src/aws/ledger/owed';
import { tellingLedger } from '../../../src/aws/ledger/tellings';
import { incidentLedger } from '../../../src/aws/ledger/incidents';
import { owedEntry, type Owed } from '../../../src/domain/ledger/owed';
import { ACCOUNT } from '../../support/revoker';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;

beforeAll(async () => {
  table = await aLedgerTable();
});

afterAll(() => {
  table.stop();
});

const now = new Date('2026-06-01T12:00:00Z');
const anOwed = (eventId: string, principalId: string, seconds = 0): Owed => {
  const at = new Date(now.getTime() + seconds * 1_000);
  return {
    ...{ accountId: ACCOUNT, principalId, guardrail: 'revoker', entryId: owedEntry(at, eventId), callKey: eventId, at },
    ...{ notedAt: now, caller: 'rogue', identity: 'rogue', line: 'deleted user eve', notices: ['incident-000001'] },
  };
};
const ofPrincipal = async (principalId: string) =>
  (await owedLedger(table, 'revoker').open(ACCOUNT)).filter((one) => one.principalId === principalId);

describe('what is owed', () => {
  it('is noted once for all copies of an event, and read back as it was', async () => {
    const ledger = owedLedger(table, 'revoker');
    const one = anOwed('e1', 'AIDA1');
    await ledger.note(one);
    await ledger.note({ ...one, notedAt: new Date(0), line: 'another' });
    await expect(ofPrincipal('AIDA1')).resolves.toEqual([one]);
  });

  it('stays settled, whatever copies come later', async () => {
    const ledger = owedLedger(table, 'revoker');
    const one = anOwed('e1', 'AIDA2');
    await ledger.note(one);
    await ledger.settle(one, now);
    await ledger.note(one);
    await expect(ofPrincipal('AIDA2')).resolves.toEqual([]);
    await expect(ledger.from(one)).resolves.toEqual([]);
  });

  it('is read from a call on, of the same principal, in the order of the calls', async () => {
    const ledger = owedLedger(table, 'revoker');
    const calls = [anOwed('b', 'AIDA3', 2), anOwed('a', 'AIDA3', 1), anOwed('c', 'AIDA3', 3), anOwed('d', 'AIDA4', 9)];
    for (const one of calls) await ledger.note(one);
    const found = await ledger.from(anOwed('b', 'AIDA3', 2));
    expect(found.map(({ callKey }) => callKey)).toEqual(['b', 'c']);
  });

  it('is told of although an entry among it cannot be read, which is named', async () => {
    await owedLedger(table, 'revoker').note(anOwed('whole', 'AIDA6'));
    const pk = `${ACCOUNT}#AIDA6`;
    const sk = 'revoker#call-2026-06-01T12:00:00.000Z-torn';
    const torn = marshall({ pk, sk, openKey: `${ACCOUNT}#revoker#owed`, openedAt: now.toISOString() });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: torn }));
    const unread: UnreadableEntry[] = [];
    const ledger = owedLedger({ ...table, unreadable: (entry) => unread.push(entry) }, 'revoker');
    const found = (await ledger.open(ACCOUNT)).filter(({ principalId }) => principalId === 'AIDA6');
    expect(found.map(({ callKey }) => callKey)).toEqual(['whole']);
    expect(unread).toMatchObject([{ pk, sk }]);
    expect(() => {
      failIfUnread(unread);
    }).toThrow(`${pk} ${sk}`);
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk, sk }) }));
  });

  it('is no incident', async () => {
    await owedLedger(table, 'revoker').note(anOwed('e1', 'AIDA5'));
    await expect(incidentLedger(table, 'revoker').allOpen(ACCOUNT)).resolves.toEqual([]);
    await expect(incidentLedger(table, 'revoker').latest(ACCOUNT, 'AIDA5')).resolves.toBeUndefined();
  });
});

describe('a notice that was told', () => {
  const entry = { accountId: ACCOUNT, principalId: 'AIDA6', guardrail: 'revoker', entryId: 'told-root', expires: true };
  const teller = { deliveryId: 'first', attempt: 1 };

  it('says which event it named', async () => {
    const ledger = tellingLedger(table);
    await expect(ledger.told(entry)).resolves.toEqual({ isTold: false });
    await ledger.claim({ ...entry, names: 'e1' }, teller, now);
    await expect(ledger.told(entry)).resolves.toEqual({ isTold: false });
    await ledger.markTold({ ...entry, names: 'e1' }, teller, now);
    await expect(ledger.told(entry)).resolves.toEqual({ isTold: true, names: 'e1' });
  });

  it('is among all that were told about the same', async () => {
    const ledger = tellingLedger(table);
    const about = (entryId: string, more: object = {}) => ({ ...entry, principalId: 'guard', entryId, ...more });
    const others = [
      about('claimed'),
      about('of-another', { guardrail: 'revoker-2' }),
      about('x', { principalId: 'g' }),
    ];
    for (const one of [about('off-1'), about('back-1'), ...others]) await ledger.claim(one, teller, now);
    const [, ...told] = others;
    for (const one of [about('off-1'), about('back-1'), ...told]) await ledger.markTold(one, teller, now);
    await expect(ledger.toldAbout(about(''))).resolves.toEqual(new Set(['off-1', 'back-1']));
  });
});
