import { marshall } from '@aws-sdk/util-dynamodb';
import type { EntryKey } from '../../domain/ledger/entry';
import type { Owed } from '../../domain/ledger/owed';
import { itemKey } from './items';
import { settleEntry } from './settle-entry';
import { openKeyOf } from './queries';
import { create, type LedgerTable } from './table';

/** Which calls people are still to be told of. Written before anything is told, so that nothing is forgotten. */
export interface OwedLedger {
  /** Notes a call, once however many copies of its event there are. */
  note(owed: Owed): Promise<void>;
  /** Nothing is left to say of a call. */
  settle(owed: EntryKey, now: Date): Promise<void>;
}

/** What a call that is owed has in the index. */
export const owedKeyOf = (accountId: string, guardrail: string): string => openKeyOf(accountId, guardrail, 'owed');

/** {@link OwedLedger} in DynamoDB. */
export function owedLedger(table: LedgerTable, guardrail: string): OwedLedger {
  return {
    async note(owed) {
      const { at, notedAt, callKey: eventId, ...rest } = owed;
      const times = { at: at.toISOString(), openedAt: notedAt.toISOString() };
      const openKey = owedKeyOf(owed.accountId, guardrail);
      await create(table, { ...itemKey(owed), ...marshall({ ...rest, ...times, eventId, openKey }) });
    },
    settle: (owed, now) => settleEntry(table, owed, now),
  };
}
