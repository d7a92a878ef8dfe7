import { marshall } from '@aws-sdk/util-dynamodb';
import type { EntryKey } from '../../domain/ledger/entry';
import { itemKey, type Item } from './items';
import { openOnes, query } from './queries';
import { readable } from './readable';
import { expiry, update, type LedgerTable } from './table';

/** Longer than a queue and its dead letters keep a copy of an event: until then it is known as one. */
const KEPT_DAYS = 30;

/** From which end of those that are open a page is read. */
export type End = 'oldest' | 'newest';

/** Entries of one kind that are open until somebody settles them. */
interface OpenEntries<T> {
  /** What an open entry has in the index. */
  readonly openKey: (accountId: string) => string;
  /** Those of an account from one end on, as many as one page holds. The index lags behind the table by moments. */
  readonly open: (accountId: string, end?: End) => Promise<readonly T[]>;
  /** Does nothing where the entry is settled. */
  readonly settle: (entry: EntryKey, now: Date) => Promise<void>;
}

/**
 * Entries with a key of their own in the index: they are no incidents.
 *
 * @param kind of the entries, as the index has it
 * @param read reads an entry back
 */
export function openEntries<T>(
  table: LedgerTable,
  guardrail: string,
  kind: string,
  read: (item: Item) => T,
): OpenEntries<T> {
  const openKey = (accountId: string) => `${accountId}#${guardrail}#${kind}`;
  return {
    openKey,
    async open(accountId, end = 'oldest') {
      const values = { ExpressionAttributeValues: marshall({ ':open': openKey(accountId) }) };
      const asked = { ...openOnes(accountId, guardrail), ...values, ScanIndexForward: end === 'oldest' };
      const found = await query(table, asked);
      return readable(found, read, table);
    },
    async settle(entry, now) {
      await update(table, itemKey(entry), {
        set: 'SET closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey)',
        values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
      });
    },
  };
}
