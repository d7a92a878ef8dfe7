import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { sha256 } from '../sha256';
import type { EntryKey } from '../../domain/ledger/entry';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** How a call was judged: as one of an admin, which a call that came late may prove wrong, or otherwise. */
export type Judged = 'admin' | 'other';

/** Which calls were judged, and until when history was searched for those that were not. */
export interface JudgedLedger {
  /** Marks a call as judged to the end. @param principalId of its caller @param callId any text that no other call has */
  mark(accountId: string, principalId: string, callId: string, as: Judged, now: Date): Promise<void>;
  /** @returns undefined for a call that was not judged to the end */
  judgedAs(accountId: string, principalId: string, callId: string): Promise<Judged | undefined>;
  /** @returns undefined where nobody has searched yet */
  searchedUntil(accountId: string): Promise<Date | undefined>;
  saveSearched(accountId: string, until: Date): Promise<void>;
}

/** Longer than CloudTrail's history goes back. */
const KEPT_DAYS = 100;

/** An earlier version did not write down how. */
const mark = z.object({ judgedAs: z._default(z.enum(['admin', 'other']), 'other') });
const searched = z.object({ searchedUntil: z.iso.datetime() });

/** {@link JudgedLedger} in DynamoDB: one entry for each call, and one for the search. */
export function judgedLedger(table: LedgerTable, guardrail: string): JudgedLedger {
  const markOf = (accountId: string, principalId: string, callId: string) =>
    itemKey({ accountId, principalId, guardrail, entryId: `judged-${sha256(callId)}` });
  const searchOf = (accountId: string): EntryKey => ({
    ...{ accountId, guardrail },
    ...{ principalId: 'catch-up', entryId: 'searched' },
  });
  const read = async (Key: ReturnType<typeof itemKey>) =>
    (await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item;

  return {
    async mark(accountId, principalId, callId, as, now) {
      await update(table, markOf(accountId, principalId, callId), {
        set: 'SET judgedAt = :now, judgedAs = :as, expiresAt = :expiry',
        values: { now: now.toISOString(), as, expiry: expiry(now, KEPT_DAYS) },
      });
    },
    async judgedAs(accountId, principalId, callId) {
      const found = await read(markOf(accountId, principalId, callId));
      return found && mark.parse(unmarshall(found)).judgedAs;
    },
    async searchedUntil(accountId) {
      const found = await read(itemKey(searchOf(accountId)));
      return found && new Date(searched.parse(unmarshall(found)).searchedUntil);
    },
    async saveSearched(accountId, until) {
      const values = { until: until.toISOString() };
      await update(table, itemKey(searchOf(accountId)), { set: 'SET searchedUntil = :until', values });
    },
  };
}
