import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { itemKey } from '../../../src/aws/ledger/items';
import { waitingLedger } from '../../../src/aws/ledger/waiting';
import { waitingList } from '../../../src/aws/ledger/waiting-list';
import type { UnreadableEntry } from '../../../src/domain/ledger/unreadable-entry';
import type { Waiting } from '../../../src/domain/ledger/waiting';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;

beforeAll(async () => {
  table = await aLedgerTable();
});

afterAll(() => {
  table.stop();
});

const START = new Date('2026-06-01T12:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

let accounts = 0;
/** A call that waits in an account where no other does. */
const aWaiting = (): Waiting => {
  accounts += 1;
  return {
    ...{ accountId: String(accounts).padStart(12, '4'), principalId: 'AIDAEVE', guardrail: 'revoker', since: START },
    ...{ entryId: 'waiting-one', why: 'newcomer', isUrgent: false, caller: 'eve', callText: '{}' },
  };
};
const inBrief = ({ accountId, principalId, guardrail, entryId, since, why, isUrgent, caller }: Waiting) => ({
  ...{ accountId, principalId, guardrail, entryId, since, why, isUrgent, caller },
});
const open = (accountId: string, chance?: number) =>
  waitingList(table, 'revoker').open(accountId, after(3_600), chance);
const whole = (one: Waiting) => waitingList(table, 'revoker').whole(one);

describe('a call that waits', () => {
  it('waits once until it is settled, and again if it is not done with after all', async () => {
    const ledger = waitingLedger(table, 'revoker');
    const one = aWaiting();
    const two = { ...one, principalId: 'AIDABOB', since: after(1), why: 'throttled' };
    await expect(ledger.add(one)).resolves.toBe(true);
    await expect(ledger.add({ ...one, since: after(60) })).resolves.toBe(false);
    await ledger.add({ ...two, why: 'newcomer' });
    await ledger.add(two);
    await expect(open(one.accountId)).resolves.toEqual([inBrief(one), inBrief(two)]);
    await ledger.settle(one, after(120));
    await ledger.settle(one, after(120));
    await expect(open(one.accountId)).resolves.toEqual([inBrief(two)]);
    await expect(ledger.add({ ...one, since: after(180) })).resolves.toBe(true);
    await expect(open(one.accountId)).resolves.toHaveLength(2);
  });

  it('is urgent from the time that it turns out to be, and no other than before', async () => {
    const ledger = waitingLedger(table, 'revoker');
    const one = aWaiting();
    await ledger.add(one);
    await expect(ledger.add({ ...one, isUrgent: true, why: 'another' })).resolves.toBe(false);
    await ledger.add(one);
    await expect(open(one.accountId)).resolves.toEqual([inBrief({ ...one, isUrgent: true })]);
    await ledger.settle(one, after(60));
    await expect(open(one.accountId)).resolves.toEqual([]);
  });

  it('is read with the call when its turn has come, unless it was judged meanwhile', async () => {
    const ledger = waitingLedger(table, 'revoker');
    const one = aWaiting();
    await expect(whole(one)).resolves.toBeUndefined();
    await ledger.add(one);
    await expect(whole(one)).resolves.toEqual(one);
    await ledger.add({ ...one, isUrgent: true });
    await expect(whole(one)).resolves.toEqual({ ...one, isUrgent: true });
    await ledger.settle(one, after(60));
    await expect(whole(one)).resolves.toBeUndefined();
  });

  it('of an earlier version has a caller that is known by id', async () => {
    const one = aWaiting();
    await waitingLedger(table, 'revoker').add(one);
    await change(one, 'REMOVE caller');
    const known = { ...one, caller: one.principalId };
    await expect(open(one.accountId)).resolves.toEqual([inBrief(known)]);
    await expect(whole(one)).resolves.toEqual(known);
    await expect(waitingLedger(table, 'revoker').add({ ...known, isUrgent: true })).resolves.toBe(false);
  });

  it('that nobody can read is named, in the list and when its turn has come', async () => {
    const one = aWaiting();
    await waitingLedger(table, 'revoker').add(one);
    const unread: UnreadableEntry[] = [];
    const list = waitingList({ ...table, unreadable: (entry) => unread.push(entry) }, 'revoker');
    await change(one, 'REMOVE callText');
    await expect(list.open(one.accountId, after(1))).resolves.toHaveLength(1);
    await expect(list.whole(one)).resolves.toBeUndefined();
    await change(one, 'REMOVE why');
    await expect(list.open(one.accountId, after(1))).resolves.toEqual([]);
    const key = { pk: `${one.accountId}#AIDAEVE`, sk: 'revoker#waiting-one' };
    expect(unread).toMatchObject([key, key]);
  });

  const change = (one: Waiting, UpdateExpression: string) =>
    table.client.send(new UpdateItemCommand({ TableName: table.name, Key: itemKey(one), UpdateExpression }));
});

describe('more calls that wait than are read at once', () => {
  /** A page holds four of these. */
  const numbered = (one: Waiting, number: number, isUrgent = true): Waiting => ({
    ...{ ...one, isUrgent, principalId: `AIDA${number}`, since: after(number), callText: 'x'.repeat(300_000) },
    entryId: `waiting-${String(number).padStart(3, '0')}`,
  });
  const names = (from: number, until: number) =>
    Array.from({ length: until - from }, (_, number) => `AIDA${from + number}`);
  const { accountId, ...one } = aWaiting();
  const read = async (chance: number) =>
    (await waitingList(table, 'revoker').open(accountId, after(60), chance)).map(({ principalId }) => principalId);

  beforeAll(async () => {
    for (let number = 0; number < 60; number += 1)
      await waitingLedger(table, 'revoker').add(numbered({ ...one, accountId }, number));
  });

  it.each([
    ['where those end', 0, names(16, 32)],
    ['between', 0.41, names(34, 50)],
    ['near the end', 0.9, names(56, 60)],
  ])('are read some pages from the oldest on, and some from a time on, and no more: %s', async (_, chance, others) => {
    const sent = jest.spyOn(table.client, 'send');
    await expect(read(chance)).resolves.toEqual([...names(0, 16), ...others]);
    const pages = sent.mock.calls.filter(([command]) => command instanceof QueryCommand).length;
    sent.mockRestore();
    // One of them is that of the other list.
    expect(pages).toBeLessThanOrEqual(9);
  });

  it('do not hide one of them for long, wherever it stands', async () => {
    const seen = new Set<string>();
    for (let chance = 0; chance < 1; chance += 0.1) for (const id of await read(chance)) seen.add(id);
    expect([...seen].sort()).toEqual(names(0, 60).sort());
  });

  it('are urgent ones or others, and those fill no page of these', async () => {
    const other = aWaiting();
    for (let number = 0; number < 40; number += 1) {
      await waitingLedger(table, 'revoker').add(numbered(other, number, number === 20));
    }
    const found = await open(other.accountId, 1);
    expect(found.filter(({ isUrgent }) => isUrgent).map(({ principalId }) => principalId)).toEqual(['AIDA20']);
    expect(found.map(({ principalId }) => principalId)).not.toContain('AIDA25');
  });
});
