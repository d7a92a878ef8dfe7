import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { EntryKey } from '../../domain/ledger/entry';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** Which calls were judged, and until when history was searched for those that were not. */
export interface JudgedLedger {
  /** Marks a call as judged to the end. @param principalId of its caller */
  mark(accountId: string, principalId: string, eventId: string, now: Date): Promise<void>;
  isJudged(accountId: string, principalId: string, eventId: string): Promise<boolean>;
  /** @returns undefined where nobody has searched yet */
  searchedUntil(accountId: string): Promise<Date | undefined>;
  saveSearched(accountId: string, until: Date): Promise<void>;
}

/** Longer than CloudTrail's history goes back. */
const KEPT_DAYS = 100;

const searched = z.object({ searchedUntil: z.iso.datetime() });

/** {@link JudgedLedger} in DynamoDB: one entry for each call, and one for the search. */
export function judgedLedger(table: LedgerTable, guardrail: string): JudgedLedger {
  const markOf = (accountId: string, principalId: string, eventId: string) =>
    itemKey({ accountId, principalId, guardrail, entryId: `judged-${eventId}` });
  const searchOf = (accountId: string): EntryKey => ({
    ...{ accountId, guardrail },
    ...{ principalId: 'catch-up', entryId: 'searched' },
  });
  const read = async (Key: ReturnType<typeof itemKey>) =>
    (await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item;

  return {
    async mark(accountId, principalId, eventId, now) {
      await update(table, markOf(accountId, principalId, eventId), {
        set: 'SET judgedAt = :now, expiresAt = :expiry',
        values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
      });
    },
    isJudged: async (accountId, principalId, eventId) =>
      (await read(markOf(accountId, principalId, eventId))) !== undefined,
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
