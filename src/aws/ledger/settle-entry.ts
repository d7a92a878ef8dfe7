import type { EntryKey } from '../../domain/ledger/entry';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** Longer than a queue and its dead letters keep a copy of an event: until then it is known as one. */
const KEPT_DAYS = 30;

/** Ends an open entry. Does nothing where it is settled. */
export async function settleEntry(table: LedgerTable, entry: EntryKey, now: Date): Promise<void> {
  await update(table, itemKey(entry), {
    set: 'SET closedAt = :now, expiresAt = :expiry REMOVE openKey',
    when: 'attribute_exists(openKey)',
    values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
  });
}
