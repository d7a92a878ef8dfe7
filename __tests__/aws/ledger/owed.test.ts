import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { failIfUnread } from '../../../src/guardrails/revoker/judge/failure';
import type { UnreadableEntry } from '../../../src/domain/ledger/unreadable-entry';
import { owedLedger } from '../../../src/aws/ledger/owed';
import { owedList } from '../../../src/aws/ledger/owed-list';
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
const keyOf = ({ accountId, principalId, guardrail, entryId }: Owed) => ({
  accountId,
  principalId,
  guardrail,
  entryId,
});
const ofPrincipal = async (principalId: string) =>
  (await owedList(table, 'revoker').open(ACCOUNT, now)).filter((one) => one.principalId === principalId);

describe('what is owed', () => {
  it('is noted once for all copies of an event, and read back as it was', async () => {
    const ledger = owedLedger(table, 'revoker');
    const one = anOwed('e1', 'AIDA1');
    await ledger.note(one);
    await ledger.note({ ...one, notedAt: new Date(0), line: 'another' });
    await expect(ofPrincipal('AIDA1')).resolves.toEqual([{ ...keyOf(one), notedAt: now }]);
    await expect(owedList(table, 'revoker').from(one)).resolves.toEqual([one]);
  });

  it('stays settled, whatever copies come later', async () => {
    const ledger = owedLedger(table, 'revoker');
    const one = anOwed('e1', 'AIDA2');
    await ledger.note(one);
    await ledger.settle(one, now);
    await ledger.note(one);
    await expect(ofPrincipal('AIDA2')).resolves.toEqual([]);
    await expect(owedList(table, 'revoker').from(one)).resolves.toEqual([]);
  });

  it('is read from a call on, of the same principal, in the order of the calls', async () => {
    const ledger = owedLedger(table, 'revoker');
    const calls = [anOwed('b', 'AIDA3', 2), anOwed('a', 'AIDA3', 1), anOwed('c', 'AIDA3', 3), anOwed('d', 'AIDA4', 9)];
    for (const one of calls) await ledger.note(one);
    const found = await owedList(table, 'revoker').from(anOwed('b', 'AIDA3', 2));
    expect(found.map(({ callKey }) => callKey)).toEqual(['b', 'c']);
  });

  it('is told of although an entry among it cannot be read, which is named', async () => {
    await owedLedger(table, 'revoker').note(anOwed('whole', 'AIDA6'));
    const pk = `${ACCOUNT}#AIDA6`;
    const sk = 'revoker#call-2026-06-01T12:00:00.000Z-torn';
    const torn = marshall({ pk, sk, openKey: `${ACCOUNT}#revoker#owed`, openedAt: now.toISOString() });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: torn }));
    const unread: UnreadableEntry[] = [];
    const list = owedList({ ...table, unreadable: (entry) => unread.push(entry) }, 'revoker');
    const found = (await list.open(ACCOUNT, now)).filter(({ principalId }) => principalId === 'AIDA6');
    expect(found.map(({ entryId }) => entryId)).toEqual([anOwed('whole', 'AIDA6').entryId]);
    expect(unread).toMatchObject([{ pk, sk }]);
    expect(() => {
      failIfUnread(unread);
    }).toThrow(`${pk} ${sk}`);
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk, sk }) }));
  });

  it('is read some pages from a call on, and no more, however many calls the principal made', async () => {
    const ledger = owedLedger(table, 'revoker');
    const big = (number: number) => ({ ...anOwed(`e${number}`, 'AIDA7', number), line: 'x'.repeat(300_000) });
    for (let number = 0; number < 30; number += 1) await ledger.note(big(number));
    const found = await owedList(table, 'revoker').from(big(3));
    expect(found.map(({ callKey }) => callKey)).toEqual(Array.from({ length: 16 }, (_, index) => `e${index + 3}`));
    for (let number = 0; number < 30; number += 1) await ledger.settle(big(number), now);
  });

  it('is read wherever it stands among more than are read at once', async () => {
    const ledger = owedLedger(table, 'revoker');
    const accountId = '444455556666';
    const big = (number: number) => ({
      ...{ ...anOwed(`e${number}`, `AIDA${number}`), accountId, line: 'x'.repeat(300_000) },
      notedAt: new Date(now.getTime() + number * 1_000),
    });
    for (let number = 0; number < 60; number += 1) await ledger.note(big(number));
    const seen = new Set<string>();
    for (let chance = 0; chance < 1; chance += 0.1) {
      const later = new Date(now.getTime() + 60_000);
      const found = await owedList(table, 'revoker').open(accountId, later, chance);
      expect(found.length).toBeLessThanOrEqual(32);
      for (const { principalId } of found) seen.add(principalId);
    }
    expect(seen.size).toBe(60);
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
