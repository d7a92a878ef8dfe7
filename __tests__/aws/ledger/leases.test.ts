import { PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { leaseLedger } from '../../../src/aws/ledger/leases';
import { leaseKeyOf } from '../../../src/domain/ledger/lease';
import { aLedgerTable, type DynaliteTable } from '../support/dynalite-table';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(() => {
  table.stop();
});

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 0, minute));
const lease = (guardrail: string, minute: number) => ({ guardrail, runId: 'run-1', until: at(minute) });

/** A table holds the leases of many accounts: each test has one of its own. */
const holding = (accountId: string, item: object) =>
  table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: marshall({ pk: leaseKeyOf(accountId), sk: 'lease', ...item }),
    }),
  );

/** The same, in DynamoDB's own types. */
const holdingRaw = (accountId: string, item: Record<string, AttributeValue>) =>
  table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { ...marshall({ pk: leaseKeyOf(accountId), sk: 'lease' }), ...item },
    }),
  );

describe('the lease of the calls of IAM', () => {
  it('is had by one run at a time, in an account that has never had one', async () => {
    const ledger = leaseLedger(table);
    await expect(ledger.take('1', lease('one', 17), at(0))).resolves.toBeUndefined();
    await expect(ledger.take('1', lease('other', 18), at(1))).resolves.toEqual(lease('one', 17));
    await expect(ledger.take('2', lease('other', 18), at(1))).resolves.toBeUndefined();
  });

  it('goes to one of many that want it at once', async () => {
    const ledger = leaseLedger(table);
    const names = Array.from({ length: 12 }, (_, index) => `guardrail-${index}`);
    const taken = await Promise.all(names.map((name) => ledger.take('3', lease(name, 17), at(0))));
    expect(taken.filter((other) => other === undefined)).toHaveLength(1);
  });

  it('is renewed by its run, by several functions at once, and is over when its time is', async () => {
    const ledger = leaseLedger(table);
    await ledger.take('4', lease('one', 17), at(0));
    await Promise.all([18, 19].map((minute) => ledger.take('4', lease('one', minute), at(minute - 17))));
    await expect(ledger.take('4', lease('other', 34), at(17))).resolves.toMatchObject({ guardrail: 'one' });
    await expect(ledger.take('4', lease('other', 37), at(20))).resolves.toBeUndefined();
    await ledger.giveBack('4', lease('one', 0), at(20));
    await expect(ledger.take('4', lease('one', 38), at(21))).resolves.toEqual(lease('other', 37));
  });

  it('is there for others once it is given back', async () => {
    const ledger = leaseLedger(table);
    await ledger.take('5', lease('one', 17), at(0));
    await ledger.giveBack('5', lease('one', 17), at(0));
    await expect(ledger.take('5', lease('other', 17), at(0))).resolves.toBeUndefined();
  });

  it('that lasts longer than any could holds nobody up', async () => {
    const ledger = leaseLedger(table);
    await holding('6', { guardrail: 'forged', runId: 'run', heldUntil: at(1_000).getTime() });
    await expect(ledger.take('6', lease('one', 17), at(0))).resolves.toBeUndefined();
  });

  it.each([
    ['a text', { S: 'for ever' }],
    ['a number as a text', { S: String(at(5).getTime()) }],
    ['true', { BOOL: true }],
    ['false', { BOOL: false }],
    ['null', { NULL: true }],
    ['a list', { L: [{ N: String(at(5).getTime()) }] }],
    ['a set of numbers', { NS: [String(at(5).getTime())] }],
    ['a number beyond all dates', { N: '1e100' }],
    ['bytes', { B: Buffer.from('for ever') }],
  ])('holds nobody up where %s stands for its time, at no time', async (what, heldUntil) => {
    const ledger = leaseLedger(table);
    for (const minute of [0, 366 * 24 * 60]) {
      const accountId = `time-${what}-${minute}`;
      await holdingRaw(accountId, { guardrail: { S: 'forged' }, runId: { S: 'run' }, heldUntil });
      await expect(ledger.take(accountId, lease('one', minute + 17), at(minute))).resolves.toBeUndefined();
      await expect(ledger.take(accountId, lease('other', minute + 17), at(minute))).resolves.toEqual(
        lease('one', minute + 17),
      );
    }
  });

  it.each([
    ['names nothing', {}],
    ['names no run', { guardrail: { S: 'one' } }],
    ['names no guardrail', { runId: { S: 'run-1' } }],
    ['names a number as its guardrail', { guardrail: { N: '1' }, runId: { S: 'run-1' } }],
    ['names null as its run', { guardrail: { S: 'one' }, runId: { NULL: true } }],
  ])('holds nobody up that %s', async (what, holder) => {
    const accountId = `holder-${what}`;
    await holdingRaw(accountId, { ...holder, heldUntil: { N: String(at(5).getTime()) } });
    await expect(leaseLedger(table).take(accountId, lease('other', 17), at(0))).resolves.toBeUndefined();
  });

  it('is taken over where somebody has filled its item to the limit of DynamoDB', async () => {
    const filled = 'x'.repeat(400 * 1024 - 200);
    await holding('8', { guardrail: 'f', runId: 'r', heldUntil: 1, filled });
    await expect(leaseLedger(table).take('8', lease('g'.repeat(300), 17), at(0))).resolves.toBeUndefined();
  });

  it('is there for others where its run gives it back though somebody has filled its item', async () => {
    const ledger = leaseLedger(table);
    const filled = 'x'.repeat(400 * 1024 - 200);
    await holding('9', { guardrail: 'one', runId: 'run-1', heldUntil: at(17).getTime(), filled });
    await ledger.giveBack('9', lease('one', 17), at(1));
    await expect(ledger.take('9', lease('other', 19), at(2))).resolves.toBeUndefined();
  });
});
